package io.github.wicredential.test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/** Ids that follow from names, so that they are the same in every run. */
final class Uuids {

    private Uuids() {}

    /** Whether a text is a GUID as Entra writes it. */
    static boolean isOne(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }

    /** The bytes of a GUID in the order of .NET, base64url: what a text has that is none. */
    static String encoded(String text) {
        if (!isOne(text)) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
        UUID id = UUID.fromString(text);
        long most = id.getMostSignificantBits();
        ByteBuffer bytes = ByteBuffer.allocate(16)
                .putInt(Integer.reverseBytes((int) (most >>> 32)))
                .putShort(Short.reverseBytes((short) (most >>> 16)))
                .putShort(Short.reverseBytes((short) most))
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static String of(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
