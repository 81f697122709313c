package io.github.wicredential.examples.whoami;

import com.azure.core.management.AzureEnvironment;
import io.github.wicredential.AccessToken;
import io.github.wicredential.WorkloadIdentity;
import io.github.wicredential.WorkloadIdentityException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page. It shows claims, and never a token. */
@Controller
class WhoAmIController {

    private static final Map<String, String> MEANINGS = new LinkedHashMap<>();

    static {
        MEANINGS.put("aud", "the API that the token is for");
        MEANINGS.put("iss", "who issued it");
        MEANINGS.put("tid", "the tenant");
        MEANINGS.put("appid", "client id of the application or managed identity");
        MEANINGS.put("oid", "its object id, to which roles are assigned");
        MEANINGS.put("idtyp", "app: not on behalf of a user");
        MEANINGS.put("iat", "issued at");
        MEANINGS.put("exp", "expires at");
        MEANINGS.put("ver", "version of the token format");
    }

    private final WorkloadIdentity identity;
    private final OwnRoles roles;
    private final String subscription;
    private final String scope;

    WhoAmIController(
            WorkloadIdentity identity,
            OwnRoles roles,
            AzureEnvironment azure,
            @Value("${who-am-i.subscription}") String subscription) {
        this.identity = identity;
        this.roles = roles;
        this.subscription = subscription;
        // What Azure's client asks for, so that both use one token.
        scope = azure.getManagementEndpoint() + "/.default";
    }

    @GetMapping("/")
    String page(Model model, HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'");
        response.setHeader("Cache-Control", "no-store");
        model.addAttribute("identity", identity);
        model.addAttribute("subscription", subscription);
        addPod(model);
        addToken(model);
        return "who-am-i";
    }

    private void addPod(Model model) {
        try {
            String token = Files.readString(identity.tokenFile().orElseThrow());
            model.addAttribute("pod", Claims.of(token.strip()));
        } catch (IOException e) {
            model.addAttribute("podProblem", "The token file cannot be read.");
        }
    }

    private void addToken(Model model) {
        try {
            AccessToken token = identity.token(scope);
            Claims claims = Claims.of(token.value());
            Map<String, String> shown = new LinkedHashMap<>();
            MEANINGS.keySet().forEach(name -> shown.put(name, claims.text(name)));
            model.addAttribute("claims", shown);
            model.addAttribute("meanings", MEANINGS);
            model.addAttribute("tokenLeft", Times.left(token.expiresAt(), Instant.now()));
            model.addAttribute("tokenRefresh", Times.utc(token.refreshAt()));
            model.addAttribute("objectId", claims.text("oid"));
            model.addAttribute("answer", roles.of(claims.text("oid")));
        } catch (WorkloadIdentityException e) {
            model.addAttribute("tokenProblem", e.getMessage());
        }
    }
}
