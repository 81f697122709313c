/** A local Kubernetes cluster and a local Entra for tests, and a JUnit extension that starts both. */
module io.github.wicredential.test {
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;
    requires static org.yaml.snakeyaml;
    requires static spring.beans;
    requires static spring.context;
    requires static spring.core;
    requires static spring.test;
    requires io.github.wicredential.thirdparty;
    requires org.slf4j;

    exports io.github.wicredential.test;
    exports io.github.wicredential.test.webhook;
    opens io.github.wicredential.test to
            spring.core;
}
