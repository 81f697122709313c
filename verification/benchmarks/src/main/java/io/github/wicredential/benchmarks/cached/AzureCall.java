package io.github.wicredential.benchmarks.cached;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import io.github.wicredential.benchmarks.subject.Authority;
import io.github.wicredential.benchmarks.subject.Authority.Terms;
import io.github.wicredential.benchmarks.subject.Library;
import io.github.wicredential.benchmarks.subject.Pod;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A cached call through azure-core's interface. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AzureCall {

    /** Whose credential. */
    @Param({"AZURE", "IDENTITY", "DEFAULT"})
    public Library library = Library.AZURE;

    private final TokenRequestContext context = new TokenRequestContext().addScopes(Scopes.ONE);
    private TokenCredential credential = request -> reactor.core.publisher.Mono.empty();

    /** Makes the credential and fetches its token, for both ways to ask. */
    @Setup
    public void fetch() {
        credential = library.credential(Pod.create(), new Authority(Terms.lasting()));
        sameContext();
        block();
    }

    /**
     * Asks with a context that the caller keeps.
     *
     * @return the token
     */
    @Benchmark
    public AccessToken sameContext() {
        return credential.getTokenSync(context);
    }

    /**
     * Asks with a context made for this call.
     *
     * @return the token
     */
    @Benchmark
    public AccessToken newContext() {
        return credential.getTokenSync(new TokenRequestContext().addScopes(Scopes.ONE));
    }

    /**
     * Asks asynchronously and waits.
     *
     * @return the token
     */
    @Benchmark
    public @Nullable AccessToken block() {
        return credential.getToken(context).block();
    }
}
