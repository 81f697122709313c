package io.github.wicredential.internal.environment;

import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Platform;
import io.github.wicredential.internal.guide.Pod;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a container. A blank value counts as not set, and surrounding white space is removed. They supply what
 * they and the container tell, themselves and not by a lambda, which would load the evidence before anything is wrong.
 */
public record Variables(Function<String, @Nullable String> lookup) implements Supplier<Evidence> {

    public @Nullable String get(String name) {
        return given(lookup.apply(name));
    }

    /** The egress proxy as written, possibly with a password. */
    public @Nullable String httpsProxy() {
        return either("HTTPS_PROXY", "https_proxy");
    }

    /** Which variable names a proxy, if none does so for https. */
    public @Nullable String otherProxy() {
        return httpsProxy() != null
                ? null
                : Stream.of("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy")
                        .filter(name -> get(name) != null)
                        .findFirst()
                        .orElse(null);
    }

    /** The hosts that are reached without it. */
    public @Nullable String noProxy() {
        return either("NO_PROXY", "no_proxy");
    }

    /** What they and the container tell. */
    @Override
    public Evidence get() {
        return new Platform(this::get).tell(Pod.here());
    }

    /** A setting without surrounding white space, or null if it is blank. */
    static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    private @Nullable String either(String name, String other) {
        String value = get(name);
        return value != null ? value : get(other);
    }
}
