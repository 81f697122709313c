package io.github.wicredential.compatibility.spring;

import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A pod with a workload identity, a vault that believes it, and a whole application between the two. */
final class Pod implements AutoCloseable {

    final LocalEntra entra = LocalEntra.start();
    final LocalCluster cluster = LocalCluster.start();
    final TestVault vault;

    Pod() {
        try {
            vault = TestVault.start(entra);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cluster.annotate(entra.registerApplication().trust(cluster));
    }

    String clientId() {
        return cluster.environment().get("AZURE_CLIENT_ID");
    }

    ConfigurableApplicationContext run(Class<?> application, String... properties) {
        return application(application).run(arguments(properties));
    }

    ConfigurableApplicationContext run(String... properties) {
        return run(Application.class, properties);
    }

    /** The application as a web server on a port of its own. */
    RunningWeb web(String... properties) {
        SpringApplication spring = new SpringApplication(Application.class);
        spring.setWebApplicationType(WebApplicationType.SERVLET);
        String[] all = Arrays.copyOf(properties, properties.length + 2);
        all[properties.length] = "server.port=0";
        all[properties.length + 1] = "server.address=127.0.0.1";
        return new RunningWeb(spring.run(arguments(all)));
    }

    /** Why the application does not start. */
    Throwable fails(String... properties) {
        return fails(Application.class, properties);
    }

    Throwable fails(Class<?> application, String... properties) {
        return fails(application(application), properties);
    }

    Throwable fails(Consumer<SpringApplication> change, String... properties) {
        SpringApplication spring = application(Application.class);
        change.accept(spring);
        return fails(spring, properties);
    }

    private Throwable fails(SpringApplication spring, String... properties) {
        try {
            spring.run(arguments(properties)).close();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("the application starts");
    }

    private static SpringApplication application(Class<?> application) {
        SpringApplication spring = new SpringApplication(application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        return spring;
    }

    private String[] arguments(String... properties) {
        Map<String, String> all = new LinkedHashMap<>(cluster.environment());
        all.put("spring.main.banner-mode", "off");
        all.put("spring.jmx.enabled", "false");
        // Never connected to, and there because the driver is.
        all.put("spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/none");
        for (String property : properties) {
            String[] pair = property.split("=", 2);
            all.put(pair[0], pair[1]);
        }
        return all.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new);
    }

    @Override
    public void close() {
        vault.close();
        cluster.close();
        entra.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
