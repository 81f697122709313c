package io.github.wicredential.benchmarks.cached;

import io.github.wicredential.benchmarks.subject.Authority;
import io.github.wicredential.benchmarks.subject.Authority.Terms;
import io.github.wicredential.benchmarks.subject.Library;
import io.github.wicredential.benchmarks.subject.Pod;
import io.github.wicredential.benchmarks.subject.Subject;
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

/** A cached call for a random one of many scopes, in a cache with room for more. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ManyScopes {

    /** Whose credential. */
    @Param({"CORE", "IDENTITY"})
    public Library library = Library.CORE;

    /** How many scopes. */
    @Param({"1", "10000"})
    public int count = 1;

    private RandomScope scopes = new RandomScope(1);
    private Subject subject = scope -> scope;

    /**
     * Makes the credential and fetches all tokens.
     *
     * @throws Exception if none is obtained
     */
    @Setup
    public void fetch() throws Exception {
        scopes = new RandomScope(count);
        subject = library.subject(Pod.create(), new Authority(Terms.lasting()));
        for (String scope : scopes.all()) {
            subject.token(scope);
        }
    }

    /** Ends the credential. */
    @TearDown
    public void close() {
        subject.close();
    }

    /**
     * Asks for a random one.
     *
     * @return the token
     * @throws Exception if there is none
     */
    @Benchmark
    public String randomOne() throws Exception {
        return subject.token(scopes.next());
    }
}
