package io.github.wicredential.spring;

import io.github.wicredential.test.LocalCluster;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.Configurations;

/** What tests of other packages need to run in a pod. */
public final class Pods {

    private Pods() {}

    /** Of the identity itself. */
    public static Configurations autoConfiguration() {
        return AutoConfigurations.of(WorkloadIdentityAutoConfiguration.class);
    }

    /** The webhook's variables. */
    public static String[] properties(LocalCluster cluster) {
        return cluster.environment().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }
}
