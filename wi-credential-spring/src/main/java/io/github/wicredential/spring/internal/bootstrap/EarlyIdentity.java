package io.github.wicredential.spring.internal.bootstrap;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.azure.WorkloadIdentityCredential;
import io.github.wicredential.spring.internal.identity.Activation;
import io.github.wicredential.spring.internal.identity.IdentityMapper;
import io.github.wicredential.spring.internal.identity.StartCheck;
import io.github.wicredential.spring.internal.identity.WorkloadIdentityProperties;
import io.github.wicredential.spring.internal.watch.Journal;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The identity that is made before there are beans, if somebody needs one so early. Becomes the application's bean later.
 */
public final class EarlyIdentity implements AutoCloseable {

    /** The bean through which the application context finds it. */
    public static final String BEAN = "workloadIdentityEarly";

    private final Environment environment;
    private final Journal journal = new Journal(InstantSource.system());
    private @Nullable WorkloadIdentityCredential credential;

    EarlyIdentity(Environment environment) {
        this.environment = environment;
    }

    synchronized TokenCredential credential() {
        if (credential == null) {
            WorkloadIdentityProperties properties = Binder.get(environment)
                    .bindOrCreate(WorkloadIdentityProperties.PREFIX, WorkloadIdentityProperties.class);
            StartCheck.settings(properties);
            credential = WorkloadIdentityCredential.of(new IdentityMapper(
                            properties,
                            environment::getProperty,
                            Activation.in(environment).source())
                    .main()
                    .listener(journal)
                    .build());
        }
        return credential;
    }

    /**
     * The credential, if somebody needed it.
     *
     * @return the credential or null
     */
    public synchronized @Nullable WorkloadIdentityCredential made() {
        return credential;
    }

    /**
     * What has happened to its tokens.
     *
     * @return the journal, which goes on
     */
    public Journal journal() {
        return journal;
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
