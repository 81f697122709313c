package io.github.wicredential.azure.internal.tool;

import io.github.wicredential.internal.exchange.TokenExchange;
import io.github.wicredential.internal.json.JsonFields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;

/** {@code Get-AzAccessToken} of the module Az.Accounts. */
final class AzurePowerShell implements Tool {

    private static final String NO_MODULE = "the module Az.Accounts is missing, run Install-Module Az.Accounts first";

    // Newer versions of the module return the token as a SecureString.
    private static final String SCRIPT = """
            $ErrorActionPreference = 'Stop'
            $ProgressPreference = 'SilentlyContinue'
            [Console]::OutputEncoding = [Text.Encoding]::UTF8
            $module = Import-Module Az.Accounts -MinimumVersion 2.2.0 -PassThru -ErrorAction SilentlyContinue
            if (-not $module) { [Console]::Error.WriteLine('%s'); exit 3 }
            $wanted = @{ ResourceUrl = '%s' }
            if ('%s') { $wanted.TenantId = '%s' }
            try { $answer = Get-AzAccessToken @wanted } catch { [Console]::Error.WriteLine($_.Exception.Message); exit 4 }
            $token = $answer.Token
            if ($token -is [Security.SecureString]) { $token = [Net.NetworkCredential]::new('', $token).Password }
            @{ token = $token; expiresOn = $answer.ExpiresOn.ToUnixTimeSeconds() } | ConvertTo-Json -Compress
            """;

    @Override
    public String name() {
        return "Azure PowerShell";
    }

    @Override
    public List<String> programs() {
        return List.of("pwsh", "powershell");
    }

    @Override
    public List<String> arguments(TokenExchange.Request request) {
        if (request.claims() != null) {
            throw ToolFailures.unavailable(
                    "Azure PowerShell cannot answer a claims challenge by itself. Run: " + signIn(request));
        }
        String tenant = request.tenant().isEmpty() ? "" : ToolArguments.tenant(request.tenant());
        String script = SCRIPT.formatted(NO_MODULE, ToolArguments.resource(request.scope()), tenant, tenant);
        String encoded = Base64.getEncoder().encodeToString(script.getBytes(StandardCharsets.UTF_16LE));
        return List.of("-NoProfile", "-NonInteractive", "-EncodedCommand", encoded);
    }

    @Override
    public TokenExchange.Grant read(String output, Instant now) {
        JsonFields fields = JsonFields.read(output.strip()).orElse(null);
        String token = fields == null ? null : fields.text("token").orElse(null);
        if (fields == null || token == null) {
            throw ToolOutput.noToken(name(), output);
        }
        OptionalLong end = fields.number("expiresOn");
        return ToolOutput.grant(name(), token, end.isPresent() ? Instant.ofEpochSecond(end.getAsLong()) : null, now);
    }

    @Override
    public String signIn(TokenExchange.Request request) {
        String command =
                request.tenant().isEmpty() ? "Connect-AzAccount" : "Connect-AzAccount -Tenant " + request.tenant();
        String challenge = request.claims();
        return challenge == null ? command : command + " -ClaimsChallenge " + ToolArguments.claims(challenge);
    }

    @Override
    public String install() {
        return "Install PowerShell 7 (https://aka.ms/powershell), then run: Install-Module Az.Accounts";
    }

    @Override
    public boolean signedOut(String output, String complaint) {
        return complaint.contains("Connect-AzAccount") || complaint.contains(NO_MODULE);
    }
}
