package io.github.wicredential.benchmarks.cached;

import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.AccessToken;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the machine charges for the least that a cache could do. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Floor {

    private volatile AccessToken token = new AccessToken("x", Instant.EPOCH, Instant.EPOCH);
    private final ConcurrentMap<String, AccessToken> map = new ConcurrentHashMap<>();

    /** Fills the map with one token. */
    public Floor() {
        map.put(Scopes.ONE, token);
    }

    /**
     * Reads one reference that another thread may change.
     *
     * @return what it refers to
     */
    @Benchmark
    public AccessToken volatileRead() {
        return token;
    }

    /**
     * Looks up one token by its scope.
     *
     * @return the token
     */
    @Benchmark
    public @Nullable AccessToken mapLookUp() {
        return map.get(Scopes.ONE);
    }

    /**
     * Reads the running time.
     *
     * @return nanoseconds
     */
    @Benchmark
    public long clockRead() {
        return System.nanoTime();
    }

    /**
     * Makes what a caller of azure-core's interface makes before each call.
     *
     * @return a context of one scope
     */
    @Benchmark
    public TokenRequestContext newContext() {
        return new TokenRequestContext().addScopes(Scopes.ONE);
    }
}
