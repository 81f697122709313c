package io.github.wicredential.examples.local;

import io.github.wicredential.test.LocalCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/**
 * A program as a container of the local pod: another JVM that has the class path of this one, the webhook's variables,
 * and nothing else from this process but {@code PATH}. Output and errors are read together, and shown as they come if
 * the system property {@code examples.output} is true. Not thread-safe.
 *
 * <pre>{@code
 * try (LocalContainer container = LocalContainer.of(cluster, Upload.class).variable("STORAGE_ACCOUNT", url).start()) {
 *     List<String> output = container.awaitEnd(Duration.ofSeconds(30));
 * }
 * }</pre>
 */
public final class LocalContainer implements AutoCloseable {

    private static final String STORE_PASSWORD = "changeit";
    private static final String TRUST_STORE = "trust.p12";
    private static final String HOSTS = "hosts";

    private final Process process;
    private final Path directory;
    private final List<String> output = new ArrayList<>();
    private final Thread reader;

    private LocalContainer(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
        reader = new Thread(this::read, "container-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * A program to run.
     *
     * @param cluster whose pod it runs in
     * @param main the program
     * @return a builder
     */
    public static Builder of(LocalCluster cluster, Class<?> main) {
        return new Builder(cluster, main);
    }

    /**
     * Waits for the end of the program, which has to be a good one.
     *
     * @param timeout how long
     * @return all that it wrote
     * @throws TimeoutException if it still runs
     * @throws InterruptedException if this thread is interrupted
     * @throws IllegalStateException if its exit status is not 0; the message has what it wrote
     */
    public List<String> awaitEnd(Duration timeout) throws InterruptedException, TimeoutException {
        int status = awaitStatus(timeout);
        if (status != 0) {
            throw new IllegalStateException("exit status " + status + ", after\n" + String.join("\n", output()));
        }
        return output();
    }

    /**
     * Waits for the end of the program, however it ends.
     *
     * @param timeout how long
     * @return its exit status
     * @throws TimeoutException if it still runs
     * @throws InterruptedException if this thread is interrupted
     */
    public int awaitStatus(Duration timeout) throws InterruptedException, TimeoutException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("still running, after\n" + String.join("\n", output()));
        }
        reader.join(timeout.toMillis());
        return process.exitValue();
    }

    /**
     * Waits for a line of output.
     *
     * @param wanted which
     * @param timeout how long
     * @return the first such line
     * @throws TimeoutException if there is none until then, or the program has ended without it
     * @throws InterruptedException if this thread is interrupted
     */
    public String awaitLine(Predicate<String> wanted, Duration timeout) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (output) {
            while (true) {
                for (String line : output) {
                    if (wanted.test(line)) {
                        return line;
                    }
                }
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0 || !reader.isAlive()) {
                    throw new TimeoutException("no such line among\n" + String.join("\n", output));
                }
                // Woken by each line; the bound is for the end of the output.
                output.wait(Math.min(left, 250));
            }
        }
    }

    /**
     * What it wrote so far.
     *
     * @return its lines
     */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** Ends the program if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            Files.deleteIfExists(directory.resolve(TRUST_STORE));
            Files.deleteIfExists(directory.resolve(HOSTS));
            Files.deleteIfExists(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (Boolean.getBoolean("examples.output")) {
                    System.out.println("  " + line);
                }
                synchronized (output) {
                    output.add(line);
                    output.notifyAll();
                }
            }
        } catch (IOException e) {
            // The program has been ended.
        }
    }

    /** What to run, and with what. */
    public static final class Builder {

        private final Class<?> main;
        private final Map<String, String> variables;
        private final List<X509Certificate> trusted = new ArrayList<>();
        private final List<String> hosts = new ArrayList<>();
        private final List<String> options = new ArrayList<>();
        private final List<String> arguments = new ArrayList<>();

        private Builder(LocalCluster cluster, Class<?> main) {
            this.main = main;
            variables = new LinkedHashMap<>(cluster.environment());
        }

        /**
         * A variable of the program's environment.
         *
         * @param name its name
         * @param value its value
         * @return this builder
         */
        public Builder variable(String name, String value) {
            variables.put(name, value);
            return this;
        }

        /**
         * A certificate that the program's JVM trusts, instead of the public ones.
         *
         * @param certificate the certificate
         * @return this builder
         */
        public Builder trust(X509Certificate certificate) {
            trusted.add(certificate);
            return this;
        }

        /**
         * A name that means the loopback address to the program, so that it can call a service here by its name in
         * Azure. If there is one, the program can look up no other names.
         *
         * @param name the name
         * @return this builder
         */
        public Builder host(String name) {
            hosts.add(name);
            return this;
        }

        /**
         * An option of the JVM.
         *
         * @param option the option
         * @return this builder
         */
        public Builder option(String option) {
            options.add(option);
            return this;
        }

        /**
         * An argument of the program.
         *
         * @param argument the argument
         * @return this builder
         */
        public Builder argument(String argument) {
            arguments.add(argument);
            return this;
        }

        /**
         * Runs it.
         *
         * @return the running program
         */
        public LocalContainer start() {
            try {
                Path directory = Files.createTempDirectory("local-container");
                ProcessBuilder builder = new ProcessBuilder(command(directory)).redirectErrorStream(true);
                Map<String, String> environment = builder.environment();
                String path = environment.get("PATH");
                environment.clear();
                if (path != null) {
                    environment.put("PATH", path);
                }
                environment.putAll(variables);
                return new LocalContainer(builder.start(), directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private List<String> command(Path directory) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-XX:TieredStopAtLevel=1");
            if (!trusted.isEmpty()) {
                command.add("-Djavax.net.ssl.trustStore=" + trustStore(directory));
                command.add("-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD);
            }
            if (!hosts.isEmpty()) {
                Path file = directory.resolve(HOSTS);
                Files.writeString(file, "127.0.0.1 localhost " + String.join(" ", hosts) + "\n");
                command.add("-Djdk.net.hosts.file=" + file);
            }
            command.addAll(options);
            command.add("-cp");
            command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            command.add(main.getName());
            command.addAll(arguments);
            return command;
        }

        private Path trustStore(Path directory) throws IOException {
            Path file = directory.resolve(TRUST_STORE);
            try (OutputStream out = Files.newOutputStream(file)) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                for (int i = 0; i < trusted.size(); i++) {
                    store.setCertificateEntry("trusted-" + i, trusted.get(i));
                }
                store.store(out, STORE_PASSWORD.toCharArray());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("no trust store can be made", e);
            }
            return file;
        }
    }
}
