package io.github.wicredential.contract;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.core.util.ConfigurationSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What one promise is tried on: a pod's token file and variables, and an authority in this process. */
public final class Stage {

    /** The tenant of the pod. */
    public static final String TENANT = "72f988bf-0000-4000-8000-2d7cd011db47";

    /** Another tenant. */
    public static final String OTHER_TENANT = "11111111-1111-1111-1111-111111111111";

    /** The client id of the pod. */
    public static final String CLIENT = "33333333-3333-3333-3333-333333333333";

    private static final ConfigurationSource NOTHING = path -> Map.of();

    private final Path tokenFile;

    /** Answers token requests. */
    public final Authority authority = new Authority();

    Stage(Path directory) {
        tokenFile = directory.resolve("azure-identity-token");
        writeToken();
    }

    /** The path of the token file. */
    public String tokenFile() {
        return tokenFile.toString();
    }

    /** Writes a fresh token with white space around it, as some writers do. Returns it without. */
    public String writeToken() {
        String token = assertion();
        writeRaw("\n" + token + "\n");
        return token;
    }

    /** Writes a token that was issued some time ago, as it seems to a computer whose clock is ahead. */
    public void writeTokenAsIfIssued(Duration ago) {
        writeRaw(assertion(Instant.now().minus(ago)));
    }

    /** A class loader of an application that has registered a service, which no other loader finds. */
    public URLClassLoader application(Class<?> service, Class<?> provider) throws IOException {
        Path root = tokenFile.resolveSibling("application");
        Path services = Files.createDirectories(root.resolve("META-INF").resolve("services"));
        Files.writeString(services.resolve(service.getName()), provider.getName());
        return new URLClassLoader(new URL[] {root.toUri().toURL()}, Stage.class.getClassLoader());
    }

    /** A JWT of the form that the kubelet writes; nobody here verifies its signature. */
    public static String assertion() {
        return assertion(Instant.now());
    }

    private static String assertion(Instant issued) {
        long now = issued.getEpochSecond();
        return encoded("{\"alg\":\"RS256\",\"kid\":\"k\"}") + "."
                + encoded("{\"iss\":\"https://issuer.example/\",\"sub\":\"system:serviceaccount:shop:orders\","
                        + "\"aud\":[\"api://AzureADTokenExchange\"],\"iat\":" + now + ",\"exp\":" + (now + 3600)
                        + ",\"jti\":\"" + UUID.randomUUID() + "\"}")
                + "." + encoded("no signature, but as long as one may be");
    }

    static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes anything into the token file. */
    public void writeRaw(String content) {
        try {
            Files.writeString(tokenFile, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the token file. */
    public void removeToken() {
        try {
            Files.delete(tokenFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The variables of a pod, and more. */
    public Configuration pod(String... namesAndValues) {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "AZURE_CLIENT_ID", CLIENT, "AZURE_TENANT_ID", TENANT, "AZURE_FEDERATED_TOKEN_FILE", tokenFile()));
        return configuration(variables, namesAndValues);
    }

    /** These variables only. */
    public static Configuration variables(String... namesAndValues) {
        return configuration(new TreeMap<>(), namesAndValues);
    }

    private static Configuration configuration(Map<String, String> variables, String... namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new ConfigurationBuilder(NOTHING, NOTHING, path -> variables).build();
    }

    /** A request for the vault's scope. */
    public static TokenRequestContext vault() {
        return new TokenRequestContext().addScopes("https://vault.azure.net/.default");
    }

    /** Runs a task on several threads at once; the results, or the exceptions. */
    public static List<Object> together(int threads, Callable<?> task) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads, runnable -> {
            Thread thread = new Thread(runnable, "caller");
            thread.setDaemon(true);
            return thread;
        });
        CountDownLatch start = new CountDownLatch(1);
        List<Future<?>> futures = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            futures.add(pool.submit(() -> {
                start.await();
                return task.call();
            }));
        }
        start.countDown();
        List<Object> outcomes = new ArrayList<>();
        for (Future<?> future : futures) {
            try {
                outcomes.add(future.get());
            } catch (ExecutionException failure) {
                outcomes.add(failure.getCause());
            }
        }
        pool.shutdown();
        return outcomes;
    }

    /** Whether something becomes true within a time. */
    public static boolean becomes(BooleanSupplier condition, Duration within) {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }

    /** How long a task takes. */
    public static Duration time(Runnable task) {
        long begin = System.nanoTime();
        task.run();
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
