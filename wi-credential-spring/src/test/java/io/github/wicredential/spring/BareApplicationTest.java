package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An application that has Spring Boot and this library, and none of the libraries that it adapts. A filter of class names does not
 * show what happens there: classes that are there see what it hides.
 */
@WorkloadIdentityTest
class BareApplicationTest {

    private static final Pattern NEEDED = Pattern.compile(
            "(spring-(boot|boot-autoconfigure|core|beans|context|aop|expression|jcl)|wi-credential-\\w+|azure-\\w+"
                    + "|jackson-.*|reactor-core|reactive-streams|slf4j-api|logback-\\w+|micrometer-(commons|observation)"
                    + "|commons-logging|jspecify|snakeyaml)-[0-9].*\\.jar");

    @Test
    void startsWithEverySwitchOn(LocalCluster cluster) throws Exception {
        List<String> arguments = new ArrayList<>();
        Stream.of(Pods.properties(cluster)).map(property -> "--" + property).forEach(arguments::add);
        for (String switched : List.of(
                "downstream.orders.scope=api://orders/.default",
                "downstream.orders.allowed-hosts=orders.example",
                "redis.enabled=true",
                "r2dbc.enabled=true",
                "mongodb.enabled=true",
                "oauth2-client.enabled=true")) {
            arguments.add("--azure.workload-identity." + switched);
        }
        List<URL> alone = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!entry.endsWith(".jar")
                    || NEEDED.matcher(path.getFileName().toString()).matches()) {
                alone.add(path.toUri().toURL());
            }
        }

        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(alone.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            @SuppressWarnings("unchecked") // Its own class, of another loader.
            Function<String[], String> application =
                    (Function<String[], String>) loader.loadClass(Application.class.getName())
                            .getConstructor()
                            .newInstance();

            assertThat(application.apply(arguments.toArray(String[]::new))).isEqualTo("workloadIdentity");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The application, loaded once more. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    public static final class Application implements Function<String[], String> {

        @Override
        public String apply(String[] arguments) {
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .run(arguments)) {
                return String.join(" ", context.getBeanNamesForType(WorkloadIdentity.class));
            }
        }
    }
}
