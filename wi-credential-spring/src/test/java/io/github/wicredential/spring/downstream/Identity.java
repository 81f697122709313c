package io.github.wicredential.spring.downstream;

import io.github.wicredential.test.LocalCluster;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;

/** The main auto-configuration, which other packages cannot name. */
final class Identity {

    private Identity() {}

    static Configurations autoConfiguration() {
        try {
            return AutoConfigurations.of(
                    Class.forName("io.github.wicredential.spring.WorkloadIdentityAutoConfiguration"));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    static String[] pairs(LocalCluster cluster) {
        return cluster.environment().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }
}
