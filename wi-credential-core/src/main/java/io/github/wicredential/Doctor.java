package io.github.wicredential;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.doctor.Arguments;
import io.github.wicredential.internal.doctor.Arguments.Option;
import io.github.wicredential.internal.doctor.DiagnosisText;
import io.github.wicredential.internal.doctor.Explanation;
import io.github.wicredential.internal.doctor.Waiting;
import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Diagnoses the identity of the pod it runs in: {@code java -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp
 * '/app/lib/*' io.github.wicredential.Doctor}.
 *
 * <p>Exits with 0 if it finds no problem, 1 if it finds one, 2 for invalid arguments, 3 if it could not finish, and 75
 * if the problem is temporary. The output contains no secret. While a check waits for the network, standard error names
 * the check.
 *
 * @since 0.1.0
 */
public final class Doctor {

    static final int HEALTHY = 0;
    static final int UNHEALTHY = 1;
    static final int MISUSED = 2;
    static final int UNFINISHED = 3;
    /** EX_TEMPFAIL of sysexits.h: the same may succeed later. */
    static final int PASSING = 75;

    private static final String USAGE = """
            Explains why this pod obtains no token from Entra, and how to fix it.

            Usage: %s -cp <class path> io.github.wicredential.Doctor [options]

              --scope <scope>   request this token, for example https://vault.azure.net/.default; may be repeated
                                (default: what --resource requires, or Azure Resource Manager in the authority's cloud)
              --resource <url>  call an Azure service once, without a token, to see which tokens it requires, for example
                                https://orders.vault.azure.net
              --agent <id>      request tokens for an agent identity whose blueprint is the configured client
              --issuer          always read the issuer's discovery document and keys (default: only if Entra's response
                                concerns them)
              --offline         send nothing: examine variables, token file and claims only
              --timeout <s>     time limit for the whole diagnosis in seconds, 1 to 600 (30)
              --verbose         print every row, including those without problems
              --fix             print commands only: those that change nothing first, each after what it should print
              --json            print JSON; its format is versioned (schemaVersion)
              --color=<when>    auto (on a terminal without NO_COLOR), always or never
              --explain <code>  examine nothing, and print what the guide says about a code: AADSTS700213, invalid_client,
                                429, or a problem in the pod, such as token-file-missing
              --version         print the versions of the library and of Java
              --help            print this

            Exit status: 0 no problem, 1 a problem, 2 invalid arguments, 3 not finished, so nothing is proven (offline, or the time
            ran out), 75 a temporary problem (throttled, Entra or a gateway is busy, or a recent change has not reached every
            server yet). With --explain: 0 if the guide has the code, 1 if not.
            The output contains no token and no secret.
            """.formatted(Docs.JAVA);

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
        // What an application's log configuration writes to standard output is not part of the report.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
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
        if (arguments.has(Option.HELP)) {
            out.print(USAGE);
            return HEALTHY;
        }
        if (arguments.has(Option.VERSION)) {
            out.println("wi-credential " + Docs.libraryVersion() + ", Java " + Runtime.version());
            return HEALTHY;
        }
        if (arguments.explain() != null) {
            return explain(arguments.explain(), out, err);
        }
        Diagnosis diagnosis = WorkloadIdentity.builder()
                .environment(environment)
                .diagnose(arguments.options(), new Waiting(terminal, err));
        DiagnosisText text = DiagnosisText.of(diagnosis);
        if (arguments.has(Option.JSON)) {
            out.println(text.json());
        } else if (arguments.has(Option.FIX)) {
            out.print(text.commands());
        } else {
            out.print(text.text(
                    arguments.has(Option.VERBOSE), arguments.colored(terminal, environment.apply("NO_COLOR"))));
        }
        return status(diagnosis);
    }

    static int status(Diagnosis diagnosis) {
        return diagnosis
                .rootFinding()
                .map(root -> diagnosis.problems().stream().allMatch(Finding::retryable) ? PASSING : UNHEALTHY)
                .orElse(diagnosis.finished() ? HEALTHY : UNFINISHED);
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
}
