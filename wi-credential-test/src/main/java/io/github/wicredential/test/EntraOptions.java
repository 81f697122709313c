package io.github.wicredential.test;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can be changed about granted tokens while Entra runs. */
final class EntraOptions {

    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration OF_AGENTS = Duration.ofMinutes(65);

    private volatile @Nullable Duration expiresIn;
    private volatile @Nullable Duration refreshIn;
    private volatile boolean expiresInAsString;

    /** What was set, else what is usual: for tokens of agents and of blueprints for them, or for others. */
    Duration expiresIn(boolean ofAgents) {
        Duration set = expiresIn;
        return set != null ? set : ofAgents ? OF_AGENTS : USUAL;
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
