package io.github.wicredential.benchmarks.cached;

import io.github.wicredential.AccessToken;
import io.github.wicredential.benchmarks.subject.TokenText;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What {@link ManyScopes} costs where the tokens are in a map of the JDK and nothing is renewed, bounded or counted. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MapOfMany {

    /** How many scopes. */
    @Param({"1", "10000"})
    public int count = 1;

    private final ConcurrentMap<String, AccessToken> map = new ConcurrentHashMap<>();
    private RandomScope scopes = new RandomScope(1);

    /** Fills the map. */
    @Setup
    public void fill() {
        scopes = new RandomScope(count);
        for (String scope : scopes.all()) {
            map.put(scope, new AccessToken(TokenText.of(map.size(), 1_400), Instant.EPOCH, Instant.EPOCH));
        }
    }

    /**
     * Looks up a random one.
     *
     * @return the token
     */
    @Benchmark
    public String randomOne() {
        return Objects.requireNonNull(map.get(scopes.next())).value();
    }
}
