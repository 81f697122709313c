package io.github.wicredential.test;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Entra checks, in order. The first check that refuses decides; when none does, the token is granted. */
final class DecisionTable {

    /** One check: a refusal, or null when the request passes. */
    interface Check {
        @Nullable
        Refusal refusal(TokenRequestEvaluation evaluation);
    }

    /** A row: what must be so, and the check of it. */
    record Row(String mustBe, Check check) {}

    static final List<Row> ROWS = List.of(
            new Row("a POST with a form", RequestChecks::form),
            new Row("a known grant type", RequestChecks::grantType),
            new Row("a client id", RequestChecks::clientId),
            new Row("an assertion", RequestChecks::assertionPresent),
            new Row("the right assertion type", RequestChecks::assertionType),
            new Row("a tenant id or domain", RequestChecks::tenantNamed),
            new Row("a tenant of this cloud", RequestChecks::tenantKnown),
            new Row("an assertion that is a JWT", AssertionChecks::parses),
            new Row("the required claims", AssertionChecks::claims),
            new Row("an acceptable header", AssertionChecks::header),
            new Row("a client of this tenant", ClientChecks::known),
            new Row("a client that may obtain tokens", ClientChecks::usable),
            new Row("not the client's own signature", AssertionChecks::external),
            new Row("a life of at most 25 hours", AssertionChecks::lifetime),
            new Row("federation allowed", ClientChecks::federationAllowed),
            new Row("an agent's token of its blueprint", AgentChecks::assertion),
            new Row("a federated credential", ClientChecks::federated),
            new Row("of Entra's own tokens, only a managed identity's", EntraTokenChecks::usable),
            new Row("its issuer, subject and audience", ClientChecks::matches),
            new Row("usable documents of the issuer", AssertionChecks::documents),
            new Row("a published key", AssertionChecks::key),
            new Row("a right signature", AssertionChecks::signature),
            new Row("now within its time", AssertionChecks::time),
            new Row("one scope of the form resource/.default", PolicyChecks::scope),
            new Row("an agent named by its blueprint, with the scope for it", AgentChecks::fmiPath),
            new Row("a resource that a blueprint may ask for", AgentChecks::resource),
            new Row("readable claims parameter", PolicyChecks::claims),
            new Row("a known resource", PolicyChecks::resource),
            new Row("the assignment that the resource demands", PolicyChecks::assignment),
            new Row("no Conditional Access policy against it", PolicyChecks::conditionalAccess));

    private DecisionTable() {}

    static @Nullable Refusal firstRefusal(TokenRequestEvaluation evaluation) {
        for (Row row : ROWS) {
            Refusal refusal = row.check().refusal(evaluation);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }
}
