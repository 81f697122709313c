package io.github.wicredential.benchmarks.cached;

import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import io.github.wicredential.benchmarks.subject.Authority;
import io.github.wicredential.benchmarks.subject.Authority.Terms;
import io.github.wicredential.benchmarks.subject.Library;
import io.github.wicredential.benchmarks.subject.Pod;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A cached call of MSAL4J. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MsalCall {

    private final ConfidentialClientApplication application =
            Library.application(Pod.create(), new Authority(Terms.lasting()));
    private final ClientCredentialParameters parameters =
            ClientCredentialParameters.builder(Set.of(Scopes.ONE)).build();

    /**
     * Fetches the token.
     *
     * @throws Exception if there is none
     */
    @Setup
    public void fetch() throws Exception {
        acquire();
    }

    /**
     * Asks with parameters that the caller keeps.
     *
     * @return the token and what belongs to it
     * @throws Exception if there is none
     */
    @Benchmark
    public IAuthenticationResult acquire() throws Exception {
        return application.acquireToken(parameters).get();
    }
}
