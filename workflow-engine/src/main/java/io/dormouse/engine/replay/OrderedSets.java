package io.dormouse.engine.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SequencedCollection;
import java.util.Set;

/**
 * Writes a set without an order of its own sorted by the JSON of its elements. The order of {@code Set.of} is another in each
 * JVM, and a request that comes out differently after a restart would look like another request.
 */
final class OrderedSets extends StdSerializer<Set<?>> {
    private static final long serialVersionUID = 1L;

    OrderedSets() {
        super(Set.class, false);
    }

    @Override
    public void serialize(Set<?> set, JsonGenerator out, SerializerProvider provider) throws IOException {
        ObjectMapper mapper = (ObjectMapper) out.getCodec();
        List<String> elements = new ArrayList<>(set.size());
        for (Object element : set) elements.add(mapper.writeValueAsString(element));
        if (!(set instanceof SequencedCollection<?>)) Collections.sort(elements);
        out.writeStartArray();
        for (String element : elements) out.writeRawValue(element);
        out.writeEndArray();
    }
}
