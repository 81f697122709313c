package io.github.wicredential.benchmarks.cached;

import io.github.wicredential.AccessToken;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A cached call for a random one of as many scopes as the cache has room for, so that it keeps book of its use. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FullCache {

    /** How many scopes, and how many tokens are kept. */
    @Param("10000")
    public int full = 1;

    private RandomScope scopes = new RandomScope(1);
    private WorkloadIdentity identity = Library.core(Pod.create(), new Authority(Terms.lasting()));

    /** Makes the credential and fetches all tokens. */
    @Setup
    public void fetch() {
        identity.close();
        scopes = new RandomScope(full);
        identity = Library.core(Pod.create(), new Authority(Terms.lasting()), full);
        for (String scope : scopes.all()) {
            identity.token(scope);
        }
    }

    /** Ends the credential. */
    @TearDown
    public void close() {
        identity.close();
    }

    /**
     * Asks for a random one.
     *
     * @return the token
     */
    @Benchmark
    public AccessToken randomOne() {
        return identity.token(scopes.next());
    }
}
