package io.github.wicredential.internal.exchange;

import org.jspecify.annotations.Nullable;

/** Decides by status, then by {@code error}. AADSTS codes move between classes, so they have no say. */
final class Retryable {

    private Retryable() {}

    static boolean decide(int status, @Nullable String error) {
        if (status == 408 || status == 429) {
            return true;
        }
        if (status >= 500) {
            return status != 501 && status != 505;
        }
        return "temporarily_unavailable".equals(error);
    }
}
