package io.github.wicredential;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.internal.doctor.DiagnosisText;
import io.github.wicredential.internal.doctor.Explanation;
import io.github.wicredential.internal.doctor.Progress;
import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Diagnoses the identity of the pod that it runs in: {@code java -cp '/app/lib/*' io.github.wicredential.Doctor}.
 *
 * <p>Ends with 0 if nothing is wrong, 1 if something is, 2 if it was called wrongly. What it prints holds no secret. While
 * a check waits for the network, standard error says which one.
 *
 * @since 0.1.0
 */
public final class Doctor {

    static final int HEALTHY = 0;
    static final int UNHEALTHY = 1;
    static final int MISUSED = 2;

    private static final String USAGE = """
            Says why this pod gets no token from Entra, and what mends it.

            Usage: java -cp <class path> io.github.wicredential.Doctor [options]

              --scope <scope>  ask for this token, for example https://vault.azure.net/.default; may be repeated
                               (without it: Azure Resource Manager of the authority's cloud)
              --agent <id>     ask for an agent identity, of which the configured client is the blueprint
              --issuer         read the issuer's discovery document and keys, too
              --offline        send nothing: look at variables, token file and claims only
              --json           print JSON for a machine; its format has a version (schemaVersion)
              --explain <code> look at nothing, and print what the guide says of a code: AADSTS700213, invalid_client,
                               429, or what goes wrong in the pod, such as token-file-missing
              --help           print this

            Exit status: 0 nothing is wrong, 1 something is wrong, 2 wrong usage. With --explain: 0 if the guide has the
            code, 1 if not.
            The output holds no token and no secret.
            """;

    private Doctor() {}

    /**
     * Runs the diagnosis and ends the JVM.
     *
     * @param args the options; {@code --help} lists them
     */
    public static void main(String[] args) {
        Objects.requireNonNull(args, "args");
        // A class path without a log provider is no finding; SLF4J reads this from 2.0.10 on.
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // What an application's log configuration writes to standard output would not be part of the report.
        System.setOut(System.err);
        System.exit(run(args, System::getenv, terminal(), out, System.err));
    }

    static int run(
            String[] args,
            Function<String, @Nullable String> environment,
            boolean terminal,
            PrintStream out,
            PrintStream err) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return MISUSED;
        }
        if (arguments.help()) {
            out.print(USAGE);
            return HEALTHY;
        }
        if (arguments.explain() != null) {
            return explain(arguments.explain(), out, err);
        }
        Diagnosis diagnosis = WorkloadIdentity.builder()
                .environment(environment)
                .diagnose(arguments.options(), new Waiting(terminal, err));
        if (arguments.json()) {
            out.println(diagnosis.toJson());
        } else {
            String noColour = environment.apply("NO_COLOR");
            boolean colour = terminal && (noColour == null || noColour.isEmpty());
            out.print(DiagnosisText.text(diagnosis, colour));
        }
        return diagnosis.healthy() ? HEALTHY : UNHEALTHY;
    }

    private static int explain(String code, PrintStream out, PrintStream err) {
        Optional<String> text = Explanation.of(code);
        text.ifPresentOrElse(out::print, () -> err.println(Explanation.unknown(code)));
        return text.isPresent() ? HEALTHY : UNHEALTHY;
    }

    /** From JDK 22 on there is a console without a terminal, too, and a method that tells them apart. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean terminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /**
     * Shows which check waits: on a terminal in one line that goes again, elsewhere only if it takes longer than a second.
     * Never on standard output.
     */
    record Waiting(boolean terminal, PrintStream err) implements Progress {

        private static final String CLEAR_LINE = "\r\u001b[K";

        @Override
        public void begins(String check) {
            if (terminal) {
                err.print(CLEAR_LINE + "waiting: " + check);
                err.flush();
            }
        }

        @Override
        public void lasts(String check) {
            if (!terminal) {
                err.println("still waiting: " + check);
            }
        }

        @Override
        public void ends() {
            if (terminal) {
                err.print(CLEAR_LINE);
                err.flush();
            }
        }
    }

    private record Arguments(
            DiagnosisOptions options,
            boolean json,
            boolean help,
            @Nullable String explain) {

        static Arguments parse(String[] args) {
            List<String> scopes = new ArrayList<>();
            String explain = null;
            String agent = null;
            boolean issuer = false;
            boolean offline = false;
            boolean json = false;
            boolean help = false;
            Iterator<String> rest = List.of(args).iterator();
            while (rest.hasNext()) {
                String option = rest.next();
                switch (option) {
                    case "--issuer" -> issuer = true;
                    case "--offline" -> offline = true;
                    case "--json" -> json = true;
                    case "--help", "-h" -> help = true;
                    case "--scope" -> scopes.add(value(rest, "--scope needs a scope."));
                    case "--agent" -> agent = value(rest, "--agent needs the id of an agent identity.");
                    case "--explain" -> explain = value(rest, "--explain needs a code.");
                    default -> {
                        if (option.startsWith("--explain=")) {
                            explain = option.substring("--explain=".length());
                        } else if (option.startsWith("--scope=")) {
                            scopes.add(option.substring("--scope=".length()));
                        } else if (option.startsWith("--agent=")) {
                            agent = option.substring("--agent=".length());
                        } else {
                            throw new IllegalArgumentException("The option is not known: " + option);
                        }
                    }
                }
            }
            DiagnosisOptions options = DiagnosisOptions.of(scopes.toArray(String[]::new))
                    .withIssuerDocuments(issuer)
                    .withOffline(offline);
            return new Arguments(agent == null ? options : options.withAgent(agent), json, help, explain);
        }

        private static String value(Iterator<String> rest, String otherwise) {
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(otherwise);
            }
            return rest.next();
        }
    }
}
