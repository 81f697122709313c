package io.github.wicredential.azure.internal.tool;

import io.github.wicredential.WorkloadIdentityException;
import io.github.wicredential.internal.exchange.TokenExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** One token requested from a tool, instead of an exchange with Entra. Runs on a worker of the engine. */
final class ToolRun {

    private final Tool tool;
    private final Platform platform;
    private final Duration timeout;
    private final InstantSource clock;

    ToolRun(Tool tool, Platform platform, Duration timeout, InstantSource clock) {
        this.tool = tool;
        this.platform = platform;
        this.timeout = timeout;
        this.clock = clock;
    }

    TokenExchange.Grant fetch(TokenExchange.Request request) {
        Optional<Path> program = tool.programs().stream()
                .flatMap(name -> platform.find(name).stream())
                .findFirst();
        if (program.isEmpty()) {
            throw ToolFailures.unavailable("The " + tool.name() + " ("
                    + String.join(" or ", tool.programs()) + ") was not found on the PATH. " + tool.install()
                    + ", then run: " + tool.signIn(request));
        }
        return read(request, run(program.get(), request));
    }

    private ToolProcess.Outcome run(Path program, TokenExchange.Request request) {
        try {
            return ToolProcess.run(platform, program, tool.arguments(request), timeout);
        } catch (IllegalArgumentException refused) {
            throw ToolFailures.failed(String.valueOf(refused.getMessage()), refused);
        } catch (IOException failure) {
            throw ToolFailures.unavailable("The " + tool.name() + " could not be started from " + program + " ("
                    + ToolFailures.shown(String.valueOf(failure.getMessage())) + "). " + tool.install()
                    + ", then run: " + tool.signIn(request));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw ToolFailures.failed("The run of the " + tool.name() + " was stopped. Call again.", stopped);
        }
    }

    private TokenExchange.Grant read(TokenExchange.Request request, ToolProcess.Outcome outcome) {
        return switch (outcome.end()) {
            case OUT_OF_TIME ->
                throw ToolFailures.failed(
                        "The " + tool.name() + " did not end within " + timeout.toMillis() + " ms and was stopped."
                                + complaint(outcome) + " Run it yourself to see what it waits for, sign in with "
                                + tool.signIn(request) + ", or allow it more time.",
                        null);
            case TOO_MUCH_OUTPUT ->
                throw ToolFailures.failed(
                        "The " + tool.name()
                                + " wrote far more than a token and was stopped. Look for an alias or wrapper "
                                + "of that name on the PATH.",
                        null);
            case BY_ITSELF ->
                outcome.exit() == 0 ? tool.read(outcome.output(), clock.instant()) : refused(request, outcome);
        };
    }

    private TokenExchange.Grant refused(TokenExchange.Request request, ToolProcess.Outcome outcome) {
        if (tool.signedOut(outcome.output(), outcome.complaint())) {
            throw ToolFailures.unavailable("The " + tool.name() + " has no signed-in user who may obtain this token."
                    + complaint(outcome) + " Run: " + tool.signIn(request));
        }
        throw failed(request, outcome);
    }

    private WorkloadIdentityException failed(TokenExchange.Request request, ToolProcess.Outcome outcome) {
        return ToolFailures.failed(
                "The " + tool.name() + " ended with exit code " + outcome.exit() + "." + complaint(outcome)
                        + " If the sign-in is the cause, run: " + tool.signIn(request),
                null);
    }

    private static String complaint(ToolProcess.Outcome outcome) {
        String shown = ToolFailures.shown(outcome.complaint());
        return shown.isEmpty() ? "" : " It said: " + shown;
    }
}
