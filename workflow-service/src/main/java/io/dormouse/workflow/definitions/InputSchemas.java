package io.dormouse.workflow.definitions;

import com.fasterxml.jackson.databind.JavaType;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import io.dormouse.contracts.Wire;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON Schema (draft 2020-12) of a workflow's input: what a start must send. */
public final class InputSchemas {
    private final SchemaGenerator generator;

    /** A generator; it is expensive to make and safe for one thread. */
    public InputSchemas() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        Wire.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule())
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.FLATTENED_OPTIONALS);
        config.forFields()
                .withRequiredCheck(field -> !field.getRawMember().getType().equals(Optional.class)
                        && field.getAnnotationConsideringFieldAndGetter(Nullable.class) == null);
        generator = new SchemaGenerator(config.build());
    }

    /** The schema of a type. */
    public JsonObject of(JavaType type) {
        Type[] arguments = type.getBindings().getTypeParameters().stream()
                .map(JavaType::getRawClass)
                .toArray(Type[]::new);
        return new JsonObject(
                generator.generateSchema(type.getRawClass(), arguments).toString());
    }
}
