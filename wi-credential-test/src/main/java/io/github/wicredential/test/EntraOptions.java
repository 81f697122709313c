package io.github.wicredential.test;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can be changed about granted tokens while Entra runs. */
final class EntraOptions {

    private volatile Duration expiresIn = Duration.ofHours(1);
    private volatile @Nullable Duration refreshIn;
    private volatile boolean expiresInAsString;

    Duration expiresIn() {
        return expiresIn;
    }

    void expiresIn(Duration life) {
        expiresIn = life;
    }

    @Nullable
    Duration refreshIn() {
        return refreshIn;
    }

    void refreshIn(@Nullable Duration wait) {
        refreshIn = wait;
    }

    boolean expiresInAsString() {
        return expiresInAsString;
    }

    void expiresInAsString(boolean asString) {
        expiresInAsString = asString;
    }
}
