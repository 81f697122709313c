import com.azure.core.http.policy.BeforeRetryPolicyProvider;
import io.github.wicredential.azure.identity.OneJarPolicyProvider;

/** azure-identity's names and module name, on the token engine. */
module com.azure.identity {
    requires static transitive org.jspecify;
    requires transitive com.azure.core;
    requires transitive io.github.wicredential.azure;
    requires org.slf4j;

    exports com.azure.identity;

    provides BeforeRetryPolicyProvider with
            OneJarPolicyProvider;
}
