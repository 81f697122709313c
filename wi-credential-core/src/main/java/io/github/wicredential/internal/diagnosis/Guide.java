package io.github.wicredential.internal.diagnosis;

import io.github.wicredential.TokenExchangeException.Details;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The guide: an entry per code of Entra and per failure in the pod itself. Codes move and new ones appear, so an unknown
 * code is looked up by its first digits, then by the error, then by the status.
 */
final class Guide {

    private static final String RESOURCE = "guide.txt";
    private static final int SHORTEST_FAMILY = 4;

    private final Map<String, GuideEntry> entries;

    private Guide(Map<String, GuideEntry> entries) {
        this.entries = entries;
    }

    private static final class Loaded {

        static final Guide GUIDE = load();
    }

    static Guide get() {
        return Loaded.GUIDE;
    }

    /** The entry that fits a refusal best; there always is one. */
    GuideEntry find(Details refused) {
        for (int code : refused.errorCodes()) {
            String digits = Integer.toString(code);
            for (int length = digits.length(); length >= Math.min(SHORTEST_FAMILY, digits.length()); length--) {
                GuideEntry entry = entries.get("AADSTS" + digits.substring(0, length));
                if (entry != null) {
                    return entry;
                }
            }
        }
        GuideEntry byError = refused.error() == null ? null : entries.get("error " + refused.error());
        if (byError != null) {
            return byError;
        }
        GuideEntry byStatus = entries.get("status " + refused.status());
        if (byStatus != null) {
            return byStatus;
        }
        return named(refused.status() >= 500 ? "status 5xx" : "generic");
    }

    /** The entry of a failure that was found in the pod. */
    GuideEntry local(String name) {
        return named("local " + name);
    }

    /** The entry of an HTTP status that has one. */
    GuideEntry status(int status) {
        return named("status " + status);
    }

    /** A sentence that is added to others. */
    String note(String name) {
        return named("note " + name).means();
    }

    /** All entries, each once, in the order of the file. */
    Collection<GuideEntry> entries() {
        return new LinkedHashSet<>(entries.values());
    }

    private GuideEntry named(String name) {
        @Nullable GuideEntry entry = entries.get(name);
        return Objects.requireNonNull(entry, name);
    }

    private static Guide load() {
        try (InputStream in = Objects.requireNonNull(Guide.class.getResourceAsStream(RESOURCE), "the guide")) {
            return new Guide(GuideReader.read(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
