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
            return Refusal.withoutCode(
                    "The assertion of agent identity '" + agent.clientId() + "' is no token of its blueprint.");
        }
        if (!issued.tenantId().equals(agent.tenantId()) || !issued.resource().equals(AccessTokens.EXCHANGE)) {
            return ClientChecks.mismatch(
                    700211, "issuer", evaluation.assertion().text("iss"));
        }
        boolean itsOwn = issued.clientId().equals(blueprint.clientId())
                && issued.fmiPath().equalsIgnoreCase(agent.clientId());
        return itsOwn
                ? null
                : Refusal.withoutCode("The assertion of agent identity '" + agent.clientId()
                        + "' is a token of another blueprint, or for another agent.");
    }

    /** The parameter {@code fmi_path}, by which a blueprint says for which agent it asks. */
    static @Nullable Refusal fmiPath(TokenRequestEvaluation evaluation) {
        String agent = evaluation.fmiPath();
        if (agent.isEmpty()) {
            return null;
        }
        if (evaluation.application().kind() != ClientKind.BLUEPRINT) {
            return Refusal.withoutCode(
                    "The parameter 'fmi_path' is of blueprints, and '" + evaluation.clientId() + "' is none.");
        }
        if (!evaluation.resource().equals(AccessTokens.EXCHANGE)) {
            return Refusal.withoutCode("With the parameter 'fmi_path' a blueprint asks for '" + AccessTokens.EXCHANGE
                    + "/.default', and for nothing else.");
        }
        return Uuids.isOne(agent)
                ? null
                : Refusal.withoutCode("The parameter 'fmi_path' of a blueprint must be the id of an agent identity.");
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
