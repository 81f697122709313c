package io.github.wicredential.clients.internal;

import java.util.Map;

/** These variables and no others where the hooks look for them, until closed. */
public final class PodEnvironment implements AutoCloseable {

    @SuppressWarnings("StaticAssignmentInConstructor")
    public PodEnvironment(Map<String, String> variables) {
        EnvironmentIdentities.environment = variables::get;
    }

    @Override
    public void close() {
        EnvironmentIdentities.environment = System::getenv;
    }
}
