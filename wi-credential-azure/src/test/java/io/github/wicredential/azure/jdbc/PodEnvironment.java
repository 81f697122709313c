package io.github.wicredential.azure.jdbc;

import com.azure.core.util.Configuration;
import java.util.Map;

/** The webhook's variables where the hooks look for them, until closed. */
// The deprecated methods are the only ones that change what a running process sees.
@SuppressWarnings("deprecation")
final class PodEnvironment implements AutoCloseable {

    private final Map<String, String> variables;

    PodEnvironment(Map<String, String> variables) {
        this.variables = variables;
        variables.forEach(Configuration.getGlobalConfiguration()::put);
    }

    @Override
    public void close() {
        variables.keySet().forEach(Configuration.getGlobalConfiguration()::remove);
    }
}
