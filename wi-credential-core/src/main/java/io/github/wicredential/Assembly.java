package io.github.wicredential;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.assertion.ProjectedTokenFile;
import io.github.wicredential.internal.binding.IdentityBinding;
import io.github.wicredential.internal.doctor.Anatomy;
import io.github.wicredential.internal.doctor.Examination;
import io.github.wicredential.internal.doctor.FederationCheck;
import io.github.wicredential.internal.doctor.Progress;
import io.github.wicredential.internal.environment.Variables;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment.Settings;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.http.EgressProxies;
import io.github.wicredential.internal.http.EgressProxy;
import io.github.wicredential.internal.http.HttpTransport;
import io.github.wicredential.internal.runtime.Doing;
import io.github.wicredential.internal.runtime.ForeignCode;
import io.github.wicredential.internal.runtime.LibraryThread;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one identity below its cache. Each is made once, when it is first asked for; one that cannot be made says so
 * with a {@link ConfigurationException} each time. The doctor examines these same parts, so also those of an identity that
 * cannot be built. Not thread-safe until all parts are made.
 */
final class Assembly implements Supplier<Evidence> {

    private final WorkloadIdentityEnvironment environment;
    private final IdentityBinding.Options options;
    private final @Nullable AssertionSource ownAssertion;
    private final @Nullable URI proxy;
    private final InstantSource clock;

    private @Nullable Settings settings;
    private @Nullable HttpTransport http;
    private @Nullable Supplier<ClientAssertion> assertions;
    private @Nullable IdentityBinding binding;
    private @Nullable TokenExchange exchange;
    private @Nullable TokenTransport sender;

    Assembly(
            WorkloadIdentityEnvironment environment,
            IdentityBinding.Options options,
            @Nullable AssertionSource ownAssertion,
            @Nullable URI proxy,
            InstantSource clock) {
        this.environment = environment;
        this.options = options;
        this.ownAssertion = ownAssertion;
        this.proxy = proxy;
        this.clock = clock;
    }

    Variables variables() {
        return environment.variables();
    }

    /**
     * What tells whose tenant is right where a service requires another than the identity's: the pod's token names the
     * cluster's. It reads the token file, so whoever asks may have to wait for it.
     */
    @Override
    public Evidence get() {
        Settings read = settings();
        Evidence known = variables().get().put("tenant", read.tenantId()).putAuthority(read.authorityHost());
        String token = read.tokenFile() == null ? null : ProjectedTokenFile.content(read.tokenFile());
        return token == null ? known : FederationCheck.tellCluster(known, ClientAssertion.of(token));
    }

    Settings settings() {
        Settings read = settings;
        if (read == null) {
            read = environment.settings();
            settings = read;
        }
        return read;
    }

    TokenExchange exchange() {
        TokenExchange made = exchange;
        if (made == null) {
            Settings complete = settings();
            Route direct = direct(new FederationCheck(
                    complete.clientId(),
                    complete.authorityHost(),
                    ownAssertion == null ? environment.tokenFile() : null,
                    clock,
                    environment.variables()));
            made = new TokenExchange(
                    binding().routes(direct, complete.clientId()), complete.clientId(), assertions(), clock);
            exchange = made;
        }
        return made;
    }

    /** The exchange of an agent identity, for requests that name the blueprint's token. It goes to the authority itself. */
    TokenExchange exchange(String agent) {
        Settings blueprint = settings();
        Route direct = direct(FederationCheck.ofAgent(
                agent, blueprint.clientId(), blueprint.authorityHost(), clock, environment.variables()));
        return new TokenExchange(
                (assertion, below) -> direct,
                agent,
                () -> {
                    throw new IllegalStateException(
                            "An agent identity has no assertion other than its blueprint's token.");
                },
                clock);
    }

    private Route direct(TokenExchange.Explainer explainer) {
        TokenTransport own = options.ownTransport();
        TokenTransport made = sender;
        if (made == null) {
            made = own == null ? http() : foreign(own);
            sender = made;
        }
        return Route.toAuthority(settings().authorityHost(), made, own != null, explainer);
    }

    private HttpTransport http() {
        HttpTransport made = http;
        if (made == null) {
            Variables variables = environment.variables();
            String other = variables.otherProxy();
            made = HttpTransport.standard(proxy, variables.httpsProxy(), variables.noProxy())
                    .overlooking(other, other == null ? null : variables.get(other));
            http = made;
        }
        return made;
    }

    private IdentityBinding binding() {
        IdentityBinding made = binding;
        if (made == null) {
            made = IdentityBinding.of(environment.variables(), options);
            binding = made;
        }
        return made;
    }

    private Supplier<ClientAssertion> assertions() {
        Supplier<ClientAssertion> made = assertions;
        if (made == null) {
            made = ownAssertion != null
                    ? ProjectedTokenFile.checking(foreign(ownAssertion), clock)
                    : reading(Objects.requireNonNull(environment.tokenFile(), "tokenFile"));
            assertions = made;
        }
        return made;
    }

    /** What knows the egress proxy; null if the application's own transport does not say. */
    private @Nullable EgressProxy egress() {
        TokenTransport own = options.ownTransport();
        return EgressProxies.of(own == null ? http() : own);
    }

    /** The obstacle is what keeps the identity from being built, if anything does. */
    Diagnosis diagnose(DiagnosisOptions wanted, @Nullable ConfigurationException obstacle, Progress progress) {
        return Examination.of(
                new Anatomy(
                        environment,
                        this::binding,
                        () -> assertions().get(),
                        this::exchange,
                        this::exchange,
                        this::egress,
                        obstacle,
                        clock),
                wanted,
                progress);
    }

    /** Lets go of connections; they end by themselves when they are idle. */
    void close() {
        if (binding != null) {
            binding.close();
        }
        if (http != null) {
            http.close();
        }
    }

    private Supplier<ClientAssertion> reading(Path file) {
        ProjectedTokenFile projected = new ProjectedTokenFile(file, clock, environment.variables());
        Doing doing = Doing.readsFile("it read the token file ".concat(file.toString()));
        return () -> {
            LibraryThread.doing(doing);
            try {
                return projected.assertion();
            } finally {
                LibraryThread.doing(null);
            }
        };
    }

    private static AssertionSource foreign(AssertionSource own) {
        ForeignCode foreign = ForeignCode.ofThisThread();
        return () ->
                foreign.call("it asked the assertion source " + own.getClass().getName(), own::assertion);
    }

    private static TokenTransport foreign(TokenTransport own) {
        ForeignCode foreign = ForeignCode.ofThisThread();
        return request -> foreign.call(
                "the transport " + own.getClass().getName() + " sent to "
                        + request.uri().getHost(),
                () -> own.post(request));
    }
}
