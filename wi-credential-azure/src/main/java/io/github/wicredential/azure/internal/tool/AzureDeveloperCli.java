package io.github.wicredential.azure.internal.tool;

import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.json.JsonFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code azd auth token}. */
final class AzureDeveloperCli implements Tool {

    @Override
    public String name() {
        return "Azure Developer CLI";
    }

    @Override
    public List<String> programs() {
        return List.of("azd");
    }

    @Override
    public List<String> arguments(TokenExchange.Request request) {
        List<String> words = new ArrayList<>(List.of(
                "auth", "token", "--output", "json", "--no-prompt", "--scope", ToolArguments.scope(request.scope())));
        if (!request.tenant().isEmpty()) {
            words.add("--tenant-id");
            words.add(ToolArguments.tenant(request.tenant()));
        }
        String challenge = request.claims();
        if (challenge != null) {
            words.add("--claims");
            words.add(ToolArguments.claims(challenge));
        }
        return words;
    }

    @Override
    public TokenExchange.Grant read(String output, Instant now) {
        JsonFields fields = JsonFields.read(output.strip()).orElse(null);
        String token = fields == null ? null : fields.text("token").orElse(null);
        if (fields == null || token == null) {
            throw ToolOutput.noToken(name(), output);
        }
        return ToolOutput.grant(name(), token, instant(fields.text("expiresOn").orElse("")), now);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public String signIn(TokenExchange.Request request) {
        String command =
                request.tenant().isEmpty() ? "azd auth login" : "azd auth login --tenant-id " + request.tenant();
        String challenge = request.claims();
        return challenge == null ? command : command + " --claims " + ToolArguments.claims(challenge);
    }

    @Override
    public String install() {
        return "Install it from https://aka.ms/install-azd";
    }

    @Override
    public boolean signedOut(String output, String complaint) {
        return (output + complaint).contains("azd auth login");
    }
}
