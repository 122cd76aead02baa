package io.dormouse.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dormouse.contracts.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether two calls are the same: SHA-256 over the action and the canonical JSON (keys sorted) of the decoded request. */
final class Digest {
    private static final ObjectMapper CANONICAL =
            Wire.MAPPER.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Digest() {}

    static String of(String action, String canonicalRequest) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(action.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha.digest(canonicalRequest.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The JSON of a request, the same for equal requests. */
    static String canonical(Object request) {
        try {
            return CANONICAL.writeValueAsString(Wire.MAPPER.convertValue(request, Object.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s has no JSON".formatted(request.getClass().getName()), e);
        }
    }
}
