package io.github.wicredential.test;

import io.github.wicredential.test.AccessTokens.Issued;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks of blueprints and of their agent identities. Codes are those of public reports; where none is known there is none,
 * and in which order Entra checks is not known either.
 */
final class AgentChecks {

    private static final List<String> FOR_BLUEPRINTS = List.of("https://graph.microsoft.com", AccessTokens.EXCHANGE);

    private AgentChecks() {}

    /** What an agent presents: a token that its blueprint has obtained for it. */
    static @Nullable Refusal assertion(TokenRequestEvaluation evaluation) {
        LocalApplication agent = evaluation.application();
        LocalApplication blueprint = agent.blueprint();
        if (blueprint == null) {
            return null;
        }
        Issued issued = evaluation.issued();
        if (issued == null) {
            return Refusal.withoutCode("The client assertion that agent identity '" + agent.clientId()
                    + "' presents was not issued to its blueprint.");
        }
        if (!issued.tenantId().equals(agent.tenantId()) || !issued.resource().equals(AccessTokens.EXCHANGE)) {
            return ClientChecks.mismatch(
                    700211, "issuer", evaluation.assertion().text("iss"));
        }
        boolean itsOwn = issued.clientId().equals(blueprint.clientId())
                && issued.fmiPath().equalsIgnoreCase(agent.clientId());
        return itsOwn
                ? null
                : Refusal.withoutCode("The client assertion that agent identity '" + agent.clientId()
                        + "' presents was issued to another blueprint or for another agent identity.");
    }

    /** The parameter {@code fmi_path}, by which a blueprint says for which agent it asks. */
    static @Nullable Refusal fmiPath(TokenRequestEvaluation evaluation) {
        String agent = evaluation.fmiPath();
        if (agent.isEmpty()) {
            return null;
        }
        if (evaluation.application().kind() != ClientKind.BLUEPRINT) {
            return Refusal.withoutCode(
                    "The request parameter 'fmi_path' is only supported for agent identity blueprints, and application '"
                            + evaluation.clientId() + "' is not one.");
        }
        if (!evaluation.resource().equals(AccessTokens.EXCHANGE)) {
            return Refusal.withoutCode(
                    "With the request parameter 'fmi_path', an agent identity blueprint can only request the scope '"
                            + AccessTokens.EXCHANGE + "/.default'.");
        }
        return Uuids.isOne(agent)
                ? null
                : Refusal.withoutCode("The request parameter 'fmi_path' must be the ID of an agent identity.");
    }

    /** The status is of one report; the error is not known. */
    static @Nullable Refusal resource(TokenRequestEvaluation evaluation) {
        boolean refused = evaluation.application().kind() == ClientKind.BLUEPRINT
                && !FOR_BLUEPRINTS.contains(evaluation.resource());
        return refused
                ? Refusal.unauthorizedClient(
                        82001,
                        "Agentic application '" + evaluation.clientId()
                                + "' is not permitted to request app-only tokens for resource '" + evaluation.resource()
                                + "'.")
                : null;
    }
}
