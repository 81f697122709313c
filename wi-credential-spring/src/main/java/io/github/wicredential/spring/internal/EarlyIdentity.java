package io.github.wicredential.spring.internal;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The identity that is created before there are beans, if one is needed that early. It becomes the application's bean
 * later.
 */
public final class EarlyIdentity implements AutoCloseable {

    /** The bean through which the application context finds it. */
    public static final String BEAN = "workloadIdentityEarly";

    private final Environment environment;
    private final TokenActivity activity = new TokenActivity(InstantSource.system());
    private @Nullable WorkloadIdentityCredential credential;

    /** Makes nothing yet. */
    public EarlyIdentity(Environment environment) {
        this.environment = environment;
    }

    /** The credential, created by the first call. */
    public synchronized TokenCredential credential() {
        if (credential == null) {
            WorkloadIdentityProperties properties = Binder.get(environment)
                    .bindOrCreate(WorkloadIdentityProperties.PREFIX, WorkloadIdentityProperties.class);
            credential = WorkloadIdentityCredential.of(new IdentityMapper(
                            properties,
                            environment::getProperty,
                            Activation.in(environment).source())
                    .main()
                    .listener(activity)
                    .build());
        }
        return credential;
    }

    /** The credential, or null if it was never needed. */
    public synchronized @Nullable WorkloadIdentityCredential made() {
        return credential;
    }

    /** Whether it has made this one. */
    boolean holds(WorkloadIdentity identity) {
        WorkloadIdentityCredential made = made();
        return made != null && made.identity() == identity;
    }

    /** What has happened to its tokens. */
    TokenActivity activity() {
        return activity;
    }

    /** Closes the identity, also where an application's own bean has taken its place. */
    @Override
    public synchronized void close() {
        if (credential != null) {
            WorkloadIdentity identity = credential.identity();
            identity.close();
        }
    }
}
