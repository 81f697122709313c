package io.github.wicredential.consumers;

import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import java.util.Map;

/** The pod in which the consumers run, and the Entra that they ask; one for all. */
final class Pod {

    private static final LocalEntra ENTRA = LocalEntra.start();
    private static final LocalCluster CLUSTER = LocalCluster.start();

    static {
        CLUSTER.annotate(ENTRA.registerApplication().trust(CLUSTER));
    }

    private Pod() {}

    static Map<String, String> environment() {
        return CLUSTER.environment();
    }
}
