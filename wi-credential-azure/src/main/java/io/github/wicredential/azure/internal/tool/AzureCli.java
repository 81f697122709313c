package io.github.wicredential.azure.internal.tool;

import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.json.JsonFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@code az account get-access-token}. */
final class AzureCli implements Tool {

    private static final DateTimeFormatter LOCAL_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSSSSS]", Locale.ROOT);

    private final @Nullable String subscription;

    AzureCli(@Nullable String subscription) {
        this.subscription = subscription;
    }

    @Override
    public String name() {
        return "Azure CLI";
    }

    @Override
    public List<String> programs() {
        return List.of("az");
    }

    @Override
    public List<String> arguments(TokenExchange.Request request) {
        String challenge = request.claims();
        if (challenge != null) {
            throw ToolFailures.unavailable("The Azure CLI cannot answer a claims challenge by itself. Run: "
                    + signIn(request) + " --claims-challenge " + ToolArguments.claims(challenge));
        }
        List<String> words = new ArrayList<>(List.of(
                "account",
                "get-access-token",
                "--output",
                "json",
                "--resource",
                ToolArguments.resource(request.scope())));
        if (!request.tenant().isEmpty()) {
            words.add("--tenant");
            words.add(ToolArguments.tenant(request.tenant()));
        }
        if (subscription != null) {
            words.add("--subscription");
            words.add(ToolArguments.subscription(subscription));
        }
        return words;
    }

    @Override
    public TokenExchange.Grant read(String output, Instant now) {
        JsonFields fields = JsonFields.read(output.strip()).orElse(null);
        String token = fields == null ? null : fields.text("accessToken").orElse(null);
        if (fields == null || token == null) {
            throw ToolOutput.noToken(name(), output);
        }
        OptionalLong seconds = fields.number("expires_on");
        Instant end = seconds.isPresent()
                ? Instant.ofEpochSecond(seconds.getAsLong())
                : localTime(fields.text("expiresOn").orElse(""));
        return ToolOutput.grant(name(), token, end, now);
    }

    /** Older versions state the expiry only in the computer's own time zone. */
    private static @Nullable Instant localTime(String text) {
        try {
            return LocalDateTime.parse(text, LOCAL_TIME)
                    .atZone(ZoneId.systemDefault())
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public String signIn(TokenExchange.Request request) {
        return request.tenant().isEmpty() ? "az login" : "az login --tenant " + request.tenant();
    }

    @Override
    public String install() {
        return "Install it from https://learn.microsoft.com/cli/azure/install-azure-cli";
    }

    @Override
    public boolean signedOut(String output, String complaint) {
        return complaint.contains("az login") || complaint.contains("az account set");
    }
}
