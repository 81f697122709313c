package io.github.wicredential.examples.local;

import io.github.wicredential.test.LocalCluster;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
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

    private final LocalProcess process;
    private final Path directory;

    private LocalContainer(LocalProcess process, Path directory) {
        this.process = process;
        this.directory = directory;
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
        return process.awaitEnd(timeout);
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
        return process.awaitStatus(timeout);
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
        return process.awaitLine(wanted, timeout);
    }

    /**
     * What it wrote so far.
     *
     * @return its lines
     */
    public List<String> output() {
        return process.output();
    }

    /** Ends the program if it still runs. */
    @Override
    public void close() {
        process.close();
        try {
            Files.deleteIfExists(directory.resolve(TRUST_STORE));
            Files.deleteIfExists(directory.resolve(HOSTS));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
        private String classPath =
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

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
         * A name that means {@code 127.0.0.1} to the program, so that it can call a service here by its name in Azure.
         * If there is one, the program can look up no other names.
         *
         * @param name the name
         * @return this builder
         */
        public Builder host(String name) {
            return host(name, "127.0.0.1");
        }

        /**
         * A name that means a loopback address to the program.
         *
         * @param name the name
         * @param address the address
         * @return this builder
         */
        public Builder host(String name, String address) {
            hosts.add(address + " " + name);
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
         * The class path, in place of this JVM's.
         *
         * @param path files and directories
         * @return this builder
         */
        public Builder classPath(String path) {
            this.classPath = path;
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
                return new LocalContainer(
                        LocalProcess.start(
                                command(directory), variables, List.of("PATH"), Boolean.getBoolean("examples.output")),
                        directory);
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
                Files.writeString(file, "127.0.0.1 localhost\n" + String.join("\n", hosts) + "\n");
                command.add("-Djdk.net.hosts.file=" + file);
            }
            command.addAll(options);
            command.add("-cp");
            command.add(classPath);
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
