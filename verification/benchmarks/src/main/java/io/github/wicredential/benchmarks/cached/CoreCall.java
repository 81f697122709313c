package io.github.wicredential.benchmarks.cached;

import io.github.wicredential.AccessToken;
import io.github.wicredential.TokenSource;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.benchmarks.subject.Authority;
import io.github.wicredential.benchmarks.subject.Authority.Terms;
import io.github.wicredential.benchmarks.subject.Library;
import io.github.wicredential.benchmarks.subject.Pod;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A cached call of the core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CoreCall {

    private final WorkloadIdentity identity = Library.core(Pod.create(), new Authority(Terms.lasting()));
    private final TokenSource source = identity.source(Scopes.ONE);

    /** Fetches the token. */
    public CoreCall() {
        source.token();
    }

    /** Ends the credential. */
    @TearDown
    public void close() {
        identity.close();
    }

    /**
     * Asks a held source.
     *
     * @return the token
     */
    @Benchmark
    public AccessToken heldSource() {
        return source.token();
    }

    /**
     * Asks by scope.
     *
     * @return the token
     */
    @Benchmark
    public AccessToken byScope() {
        return identity.token(Scopes.ONE);
    }
}
