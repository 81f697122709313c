package io.github.wicredential.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import io.github.wicredential.test.WorkloadIdentityTest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.data.redis.RedisAutoConfiguration;
import org.springframework.boot.autoconfigure.mongo.MongoAutoConfiguration;
import org.springframework.boot.autoconfigure.r2dbc.R2dbcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.task.AsyncTaskExecutor;

/** Applications that start and stop in one JVM, as under devtools and in tests. */
@WorkloadIdentityTest
class LifeCycleTest {

    private static final String SCOPE = "https://vault.azure.net/.default";
    private static final int RESTARTS = 5;

    @Test
    void restartsLeaveNeitherAThreadNorAClassLoaderBehind(LocalCluster cluster, LocalEntra entra) throws Exception {
        // The JVM's first start of Spring Boot stays in its memory, with this library or without it.
        restart(cluster, false);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        Set<String> early = Set.of();
        for (int round = 0; round < RESTARTS; round++) {
            loaders.add(new WeakReference<>(restart(cluster, true)));
            if (round == 1) {
                early = threads();
            }
        }
        assertThat(entra.granted()).isEqualTo(RESTARTS);
        assertThat(threads()).isSubsetOf(early);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("wi-credential"))
                .as("end when idle, and hold nobody meanwhile")
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getContextClassLoader() == null);

        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (loaders.stream().anyMatch(loader -> loader.get() != null)
                && Instant.now().isBefore(deadline)) {
            System.gc();
            Thread.onSpinWait();
        }
        assertThat(loaders).allMatch(loader -> loader.get() == null);
    }

    @Test
    void twoApplicationsAtATimeHaveIdentitiesOfTheirOwn(LocalCluster cluster, LocalEntra entra) {
        String other = entra.registerApplication().trust(cluster).clientId();
        try (ConfigurableApplicationContext second =
                run(Application.class, cluster, "azure.workload-identity.client-id=" + other)) {
            WorkloadIdentity survivor = second.getBean(WorkloadIdentity.class);
            try (ConfigurableApplicationContext first = run(Application.class, cluster)) {
                assertThat(first.getBean(WorkloadIdentity.class).clientId()).isNotEqualTo(other);
            }
            assertThat(survivor.clientId()).isEqualTo(other);
            assertThat(survivor.token(SCOPE).value()).isNotBlank();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadsShareOneTokenAndEndWithTheApplication(LocalCluster cluster, LocalEntra entra) throws Exception {
        try (ConfigurableApplicationContext context =
                run(Application.class, cluster, "spring.threads.virtual.enabled=true")) {
            AsyncTaskExecutor executor = context.getBean("applicationTaskExecutor", AsyncTaskExecutor.class);
            WorkloadIdentity identity = context.getBean(WorkloadIdentity.class);
            List<Future<String>> callers = Stream.generate(
                            () -> executor.submit(() -> identity.token(SCOPE).value()))
                    .limit(200)
                    .toList();
            for (Future<String> caller : callers) {
                assertThat(caller.get(30, TimeUnit.SECONDS))
                        .isEqualTo(identity.token(SCOPE).value());
            }
        }
        assertThat(entra.tokenRequests()).isEqualTo(1);
        assertThat(threads().stream().filter(name -> name.startsWith("task-"))).isEmpty();
    }

    /** One life of an application whose class is the only one that is loaded anew. */
    private static ClassLoader restart(LocalCluster cluster, boolean enabled) throws Exception {
        Reloading loader = new Reloading();
        Class<?> application = loader.loadClass(Application.class.getName());
        assertThat(application).isNotSameAs(Application.class);
        FutureTask<Void> life = new FutureTask<>(
                () -> {
                    try (ConfigurableApplicationContext context =
                            run(application, cluster, "azure.workload-identity.enabled=" + enabled)) {
                        context.getBeanProvider(WorkloadIdentity.class).ifAvailable(identity -> identity.token(SCOPE));
                    }
                },
                null);
        Thread main = new Thread(life, "restartedMain");
        main.setContextClassLoader(loader);
        main.start();
        life.get(60, TimeUnit.SECONDS);
        main.join(TimeUnit.SECONDS.toMillis(20));
        return loader;
    }

    private static ConfigurableApplicationContext run(Class<?> application, LocalCluster cluster, String... more) {
        SpringApplication spring =
                new SpringApplication(new DefaultResourceLoader(application.getClassLoader()), application);
        spring.setWebApplicationType(WebApplicationType.NONE);
        String[] arguments = Stream.concat(
                        Stream.of(Pods.properties(cluster)),
                        Stream.concat(
                                Stream.of("spring.main.banner-mode=off", "spring.jmx.enabled=false"), Stream.of(more)))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        return spring.run(arguments);
    }

    /** All but the library's own, OkHttp's and the JDK's, which end when they are idle, and those of the test servers. */
    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.matches("(local-|wi-credential-|OkHttp |Okio |Keep-Alive-|HTTP-Dispatcher).*"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** As devtools' class loader: the application's classes anew, all others those that are there. */
    private static final class Reloading extends ClassLoader {

        Reloading() {
            super(LifeCycleTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Application.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    // No server of these is here.
    @EnableAutoConfiguration(
            exclude = {R2dbcAutoConfiguration.class, RedisAutoConfiguration.class, MongoAutoConfiguration.class})
    static class Application {}
}
