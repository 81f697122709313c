package io.github.wicredential.internal.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.wicredential.internal.network.NetworkFault;
import io.github.wicredential.thirdparty.okhttp3.tls.HeldCertificate;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which cause is named, by what is known. */
class DecisionTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // entry | what is known: fact, !fact or value=of-it | cause; or all that are left, parted by " // "; -
                // for none |
                // first command
                "AADSTS700213 | !defaultAccount !notKubernetes | Usually: the credential names another service account or another namespace | federated-credential list",
                "AADSTS700213 | defaultAccount | Most likely: the pod names no service account | kubectl get serviceaccount",
                "AADSTS700213 | !defaultAccount notKubernetes | Most likely: the token does not come from Kubernetes | kubectl set env pod/",
                "AADSTS700212 | usualAudience !apiToken !binding | Most likely: the federated credential was created with another audience | federated-credential list",
                "AADSTS700212 | !usualAudience apiToken !binding | Most likely: AZURE_FEDERATED_TOKEN_FILE was set manually | AZURE_FEDERATED_TOKEN_FILE-",
                "AADSTS70023 | apiToken !apiPath !linked | Most likely: what wrote <tokenFile> copied the pod's default API token | kubectl create token",
                "AADSTS70023 | apiToken apiPath !linked | Most likely: AZURE_FEDERATED_TOKEN_FILE was set manually | AZURE_FEDERATED_TOKEN_FILE-",
                "local token-too-long | apiToken !apiPath !linked | Most likely: what wrote <tokenFile> copied the pod's default API token | kubectl create token",
                "local token-too-long | apiToken apiPath !linked | Most likely: the file is the pod's default API token | AZURE_FEDERATED_TOKEN_FILE-",
                "local api-token | !apiPath linked | Most likely: the volume of <tokenFile> was written manually and has no audience | kubectl edit",
                "local api-token | !apiPath !linked | Most likely: what wrote <tokenFile> copied a token for the API server | kubectl create token",
                "local api-token | apiPath linked | Most likely: AZURE_FEDERATED_TOKEN_FILE was set manually | AZURE_FEDERATED_TOKEN_FILE-",
                "local api-token | apiPath !linked | Most likely: AZURE_FEDERATED_TOKEN_FILE was set manually | AZURE_FEDERATED_TOKEN_FILE-",
                "local token-file-unreadable | denied processGroup=1000 | Most likely: the file is for user <fileOwner> and group <fileGroup> (mode <fileMode>), and this process runs as user <processUser> and group 1000: | ls -lnL // {\"fsGroup\":1000}",
                "local token-file-unreadable | !denied | Most likely: the file is for user <fileOwner> and group <fileGroup> (mode <fileMode>), so this process | kubectl exec",
                "local token-file-unreadable | | Usually: the container runs as a user | ls -lnL // fsGroup",
                "AADSTS700212 | !usualAudience !apiToken binding | Most likely: the token is meant for the token proxy | kubectl set env pod/",
                "AADSTS700212 | !usualAudience !apiToken !binding | Most likely: the token's volume was written manually | serviceAccountToken",
                "AADSTS700211 | !binding !entraToken !localIssuer | One of: the credential's issuer has no trailing slash | federated-credential list",
                "AADSTS700211 | !binding !entraToken localIssuer | Most likely: the issuer is a cluster-internal address | issuerUrl==null // az aks update",
                "AADSTS700016 | | One of: the client id has a typing error, or the identity was deleted // the annotation // the identity is in another tenant | az identity list",
                "AADSTS700016 | equalIds | Most likely: AZURE_CLIENT_ID and AZURE_TENANT_ID are the same id | kubectl get serviceaccount // kubectl annotate",
                "AADSTS700016 | otherTenant !equalIds rightTenant=72f9 | Most likely: AZURE_TENANT_ID is <tenant>, but the cluster's issuer is of tenant 72f9 | az identity list // tenant-id=72f9",
                "AADSTS700016 | !otherTenant clusterTenant | One of: the client id has a typing error, or the identity was deleted // the annotation | az identity list",
                "AADSTS90002 | otherTenant !swapped rightTenant=72f9 | Most likely: AZURE_TENANT_ID is <tenant>, but the cluster's issuer is of tenant 72f9 | kubectl get serviceaccount // tenant-id=72f9",
                "AADSTS90002 | !otherTenant clusterTenant !swapped !rightAuthority | Usually: AZURE_AUTHORITY_HOST is that of another cloud | az account",
                "AADSTS90002 | !otherTenant clusterTenant !swapped rightAuthority | Most likely: AZURE_AUTHORITY_HOST is <authority>, and the cluster's issuer is of this very tenant | AZURE_AUTHORITY_HOST=",
                "AADSTS90002 | otherTenant !clusterTenant !swapped rightAuthority | Most likely: AZURE_TENANT_ID is <tenant>, but the cluster's issuer | kubectl get serviceaccount // kubectl annotate",
                "AADSTS90038 | rightAuthority=https://login.microsoftonline.us/ | Most likely: AZURE_AUTHORITY_HOST is <authority>, and the cluster's issuer is of the cloud of https://login.microsoftonline.us/ | AZURE_AUTHORITY_HOST='https://login.microsoftonline.us/'",
                "AADSTS90038 | | Usually: AZURE_AUTHORITY_HOST is that of another cloud | AZURE_AUTHORITY_HOST-",
                "local token-file-missing | writtenPath !webhookFolder !newFile !mounted !usualPath | Most likely: the volume is not mounted | kubectl get pod",
                "local token-file-missing | !writtenPath webhookFolder !newFile !mounted !usualPath | Most likely: the volume is not mounted | kubectl get pod",
                "AADSTS90061 | localIssuer | Most likely: the issuer is a cluster-internal address or the API server's own | issuerUrl==null // az aks update",
                "local issuer-internal | localIssuer | One of: the OIDC issuer of the cluster is not enabled | issuerUrl==null // --enable-oidc-issuer",
                "AADSTS700212 | !usualAudience !apiToken !binding awsToken | Most likely: the file is AWS's own token (IRSA) | \"serviceAccountToken\":{\"audience\":\"api://AzureADTokenExchange\"",
                "local audience-unusual | awsToken | Most likely: the file is AWS's own token (IRSA) | serviceAccountToken",
                "AADSTS700213 | !defaultAccount notKubernetes google otherIssuer | Most likely: the credential probably names the e-mail address | federated-credential list",
                "local other-token-expired | github otherIssuer outside !clockAhead | Most likely: GitHub's token is valid for <lifetime> | ACTIONS_ID_TOKEN_REQUEST_URL",
                "local other-token-expired | !github otherIssuer outside !clockAhead | Usually: nobody refreshes the file | ls -ln",
                "AADSTS7000272 | young !aksIssuer | Most likely: the token was issued <issuedAt>, minutes ago, so its key is the cluster's current one, and the published key document is old | /openid/v1/jwks",
                "AADSTS7000272 | young aksIssuer | Most likely: the token was issued <issuedAt>, minutes ago, so its key is the cluster's current one: AKS | --issuer",
                "AADSTS7000272 | !young | One of: the cluster's signing key was rotated | --issuer",
                "local key-unpublished | young !aksIssuer | Most likely: the token was issued <issuedAt>, minutes ago | /openid/v1/jwks",
                "local key-unpublished | !young | Usually: the signing key was rotated | kubectl rollout restart",
                "local not-a-pod | outside platform managedIdentity !tokenFile !pipeline | Most likely: this is Azure Container Apps or App Service (NAME), where tokens come from a managed identity and not from a file: use | az ",
                "local not-a-pod | outside platform !managedIdentity !tokenFile !pipeline | Most likely: this is Azure Container Apps or App Service (NAME), where tokens come from a managed identity and not from a file, and it has none | az ",
                "local not-a-pod | outside !platform !managedIdentity !tokenFile !pipeline | Most likely: this process does not run in a pod (KUBERNETES_SERVICE_HOST is not set), and workload identity works in a pod only | az login",
                "local token-file-missing | newFile !writtenPath !mounted | Most likely: the path was written into the manifest, and the webhook mounts the token elsewhere | AZURE_FEDERATED_TOKEN_FILE-",
                "local token-file-missing | !newFile writtenPath webhookFolder !mounted !usualPath | Most likely: the path was written into the manifest: webhooks | AZURE_FEDERATED_TOKEN_FILE-",
                "local not-a-jwt | utf16 outside !linked | Most likely: the file was written as UTF-16 | tr -d",
                "local not-a-jwt | !utf16 outside !linked | Usually: the token is incomplete | head -c 3",
                "local tenant-missing | | Usually: the annotation azure.workload.identity/tenant-id is present but empty | kubectl get serviceaccount",
                "local scope-form | rightScope permission | Most likely: the scope is <rightScope>; <permission> is not requested, but must be granted | grep",
                "AADSTS500011 | resourceCloud cloudScope | Most likely: <resource> is an address in another cloud (<resourceCloud>), and tokens come from <authority>: the scope is <cloudScope> | grep",
                "AADSTS500011 | resourceCloud !cloudScope | Most likely: <resource> is an address in another cloud (<resourceCloud>), and tokens come from <authority>. | grep",
                "AADSTS500011 | !resourceCloud !rightScope | One of: the resource is misspelt | az ad sp list",
                "AADSTS700024 | entraEarly !entraEnded clockAhead !clocksAgree !clockBehind linked | Most likely: the control plane's clock, by which the token was issued, and the node's clock are 10 min ahead | chronyc tracking",
                "AADSTS700024 | entraEarly !entraEnded clocksAgree !clockAhead !clockBehind linked | Most likely: the clock of the control plane that issued the token is ahead | date -u; kubectl get --raw",
                "AADSTS700024 | !entraEarly entraEnded clockBehind !clockAhead !clocksAgree linked | Most likely: the node's clock is 10 min behind | chronyc makestep",
                "AADSTS700024 | !entraEarly entraEnded clocksAgree !clockAhead !clockBehind !linked | Most likely: the file is not the kubelet's link | subPath",
                "AADSTS700024 | !entraEarly entraEnded clocksAgree !clockAhead !clockBehind linked | Most likely: the kubelet does not refresh the token | kubectl describe pod",
                "AADSTS70021 | young | One of: the credential was created or changed in the last 10 minutes | federated-credential list",
                "local token-file-missing | pathFault !writtenPath !newFile !mounted | Most likely: the path is quoted, relative or a URL | AZURE_FEDERATED_TOKEN_FILE-",
                "local token-file-missing | writtenPath newFile | Most likely: the path was written into the manifest, and | AZURE_FEDERATED_TOKEN_FILE-",
                "local token-file-missing | writtenPath webhookFolder !newFile !mounted | Most likely: the path was written into the manifest: webhooks | AZURE_FEDERATED_TOKEN_FILE-",
                "local token-file-missing | !writtenPath !newFile !mounted | Most likely: the volume is not mounted | kubectl get pod // AZURE_FEDERATED_TOKEN_FILE-",
                "local token-file-missing | !writtenPath !newFile mounted !usualPath | Usually: AZURE_FEDERATED_TOKEN_FILE is not mountPath | kubectl describe pod",
                "local token-file-missing | !writtenPath !newFile mounted usualPath | Most likely: the folder of the webhook's volume exists | kubectl describe pod",
                "local token-file-missing | !writtenPath !newFile !mounted usualPath | Most likely: the path is one that the webhook sets, but no volume is mounted there | kubectl get pod",
                "local client-id-wrong | reference !rightClient | Most likely: '<given>' is a reference that nothing has filled in | kubectl get serviceaccount // kubectl annotate // kubectl set env",
                "local tenant-wrong | reference | Most likely: '<given>' is a reference that nothing has filled in | kubectl get serviceaccount // kubectl annotate // kubectl set env",
                "local scope-form | rightScope | Most likely: the scope is <rightScope> | grep",
                "AADSTS90061 | storageAccount | Most likely: the storage account | curl",
                "AADSTS501051 | | Usually: the app role assignment is missing | appRoles[]",
                "local not-a-pod | pipeline !emptyFile | Most likely: this is a job of a pipeline and not a pod | env",
                "local not-a-pod | !pipeline emptyFile | Most likely: this process does not run in a pod (KUBERNETES_SERVICE_HOST is not set), and what writes | kubectl create token",
                "local not-a-pod | !pipeline !emptyFile | Usually: this process does not run in a pod | kubectl create token",
                "local client-id-missing | defaultAccount | Most likely: spec.serviceAccountName is missing on the pod template | kubectl get serviceaccount",
                "AADSTS70025 | clientSecretVariable | Most likely: <clientSecretVariable> is set as well | .metadata.annotations",
                "AADSTS70025 | !clientSecretVariable | One of: none was created for this identity, or it was deleted // the credential was created for another identity // the credential was created in the last | federated-credential list",
                "AADSTS700213 | !defaultAccount clientSecretVariable | Most likely: <clientSecretVariable> is set as well | kubectl set env pod/",
                "local token-proxy-refused | noRights !apiServer !busy | Most likely: no ClusterRole with this verb | kubectl apply -f -",
                "local control-plane-clock | | Usually: the time synchronization of the control plane | kubectl get --raw",
                "local dns | noSuchName !clusterDns knownName !toProxy | Most likely: the DNS server answers 'Name or service not known', also for kubernetes.default.svc | dnsPolicy",
                "local dns | !clusterDns knownName | Most likely: the cluster's DNS does not respond | k8s-app=kube-dns",
                "local dns | clusterDns knownName | Most likely: kubernetes.default.svc can be resolved, so the cluster's DNS works, but <dnsName> cannot | coredns",
                "local dns | clusterDns !knownName | Most likely: kubernetes.default.svc can be resolved | coredns",
                "local dns | noSuchName knownName clusterDns | Most likely: kubernetes.default.svc can be resolved | coredns",
                "local dns | toProxy noDnsAnswer=Try-again !knownName | Most likely: no DNS server gives an answer ('Try-again') | k8s-app=kube-dns",
                "local dns | toProxy noDnsAnswer=Try-again clusterDns !knownName | Most likely: kubernetes.default.svc can be resolved, so the cluster's DNS works, but <dnsName> cannot | coredns",
                "local dns | noSuchName knownName | Most likely: the DNS server answers 'Name or service not known' for a name that exists | coredns",
                "local dns | noSuchName !knownName !clusterDns | Most likely: the DNS server answers 'Name or service not known': the name is misspelt | AZURE_(",
                "local dns | noSuchName !knownName outside !tokenFile | Most likely: the DNS server answers 'Name or service not known': the name is misspelt | getent",
                "local dns | noSuchName !knownName | Most likely: the DNS server answers 'Name or service not known': the name is misspelt | AZURE_(",
                "local dns | noDnsAnswer !noSuchName knownName | Most likely: no DNS server gives an answer | k8s-app=kube-dns",
                "local clock-skew | entraEarly clockAhead | Most likely: the control plane's clock, by which the token was issued, is ahead as well | kubectl get --raw",
                "local clock-skew | !entraEarly clockAhead | Usually: time synchronization | chronyc tracking",
                "local binding-token | binding bindingOff | Most likely: Builder.identityBinding | use-identity-binding",
                "local binding-token | binding !bindingOff | Most likely: AZURE_KUBERNETES_TOKEN_PROXY is not set | skip-containers",
                "local client-id-wrong | rightClient | Most likely: the annotation azure.workload.identity/client-id, or AZURE_CLIENT_ID in the manifest | kubectl get serviceaccount // kubectl annotate",
                "local client-id-wrong | clientName !rightClient | Most likely: it is a name, or characters are missing | kubectl get serviceaccount // kubectl annotate",
                "local client-id-wrong | !rightClient | Usually: quotation marks | kubectl get serviceaccount // kubectl annotate",
                "local dns | noDnsAnswer !noSuchName knownName outside | Usually: a network policy blocks port 53, or the cluster's DNS does not work; outside of a cluster | getent hosts",
                "local dns | outside !knownName | One of: a network policy // the name is misspelt | getent hosts",
                "local dns | knownName | Usually: a network policy blocks port 53 | getent",
                "local connect | loopback toProxy | Most likely: the egress proxy <peer> should be a container of this pod | containerStatuses",
                "local connect | !otherPort loopback !toProxy | Most likely: <peer> is this pod itself | containerStatuses",
                "local not-a-token | proxy | Most likely: the egress proxy <proxy> responds with its own page | curl",
                "local two-resources | | Usually: the scopes | grep -rnE",
                "AADSTS700211 | binding !entraToken !localIssuer | Most likely: the token is meant for the token proxy | kubectl set env pod/",
                "AADSTS700211 | !binding entraToken !localIssuer | Most likely: a token of Entra was sent | kubectl set env pod/",
                "AADSTS700212 | | One of: the token is meant for the token proxy // AZURE_FEDERATED_TOKEN_FILE was set manually // the federated credential was created with another audience // the token's volume was written manually | federated-credential list",
                "AADSTS70023 | apiToken !linked | Most likely: the token in the file was requested for | kubectl create token",
                "AADSTS70023 | apiToken !apiPath linked | Most likely: the volume was written manually | kubectl edit",
                "AADSTS70023 | !apiToken !apiPath !linked | Most likely: the token in the file was requested for | kubectl create token",
                "AADSTS70023 | !apiToken apiPath linked | Most likely: the volume was written manually | kubectl edit",
                "AADSTS70023 | !apiToken linked | Most likely: the volume was written manually | kubectl edit",
                "AADSTS70023 | !apiToken !linked | Most likely: the token in the file was requested for | kubectl create token",
                "AADSTS70023 | !apiToken lifetime=48h | One of: the volume was written manually // the token in the file was requested for | serviceAccountToken",
                "AADSTS50027 | cutSignature !linked | Most likely: the token was cut off | AZURE_FEDERATED_TOKEN_FILE-",
                "AADSTS50027 | cutSignature linked | Most likely: the token was cut off | rollout restart",
                "AADSTS50027 | !cutSignature | One of: the file is truncated // an intermediary | head -c",
                "AADSTS90014 | legacyToken | Most likely: the file contains the token of a Secret | AZURE_FEDERATED_TOKEN_FILE-",
                "AADSTS90014 | | Usually: the token was created manually | kubectl set env pod/",
                "AADSTS700024 | entraEarly !entraEnded clockBehind !clockAhead !clocksAgree linked | Most likely: the clock of the control plane that issued the token is ahead | date -u; kubectl get --raw",
                "AADSTS700024 | !entraEarly entraEnded clockAhead !clockBehind !clocksAgree linked | Most likely: the kubelet does not refresh the token | kubectl describe pod",
                "AADSTS700024 | !entraEarly entraEnded clockBehind !clockAhead !clocksAgree !linked | Most likely: the file is not the kubelet's link | subPath",
                "AADSTS700024 | !entraEarly entraEnded clocksAgree !clockAhead !clockBehind linked writtenExpired | Most likely: the token had already expired when it was written | date -u; kubectl get --raw",
                "AADSTS700024 | !entraEarly entraEnded clocksAgree !clockAhead !clockBehind | One of: the file is not the kubelet's link // the kubelet does not refresh | subPath",
                "AADSTS700024 | !linked | One of: the clock of the control plane that issued the token is ahead // the file is not the kubelet's link // the node's clock is wrong | subPath",
                "AADSTS700024 | linked writtenExpired | One of: the clock of the control plane that issued the token is ahead // the kubelet does not refresh // the node's clock is wrong | date -u",
                "AADSTS7000274 | cutSignature !linked | Most likely: the token was cut off or added to when the file was written | AZURE_FEDERATED_TOKEN_FILE-",
                "AADSTS7000274 | cutSignature linked | Most likely: the token was cut off or added to when the file was written | rollout restart",
                "AADSTS7000274 | !cutSignature | One of: the token was changed in transit // the issuer serves another key | curl",
                "AADSTS90061 | !localIssuer !aksIssuer privateKeys | Most likely: the discovery document of https://issuer.example/ names <endpoint> | curl",
                "AADSTS90061 | localIssuer | Most likely: the issuer is a cluster-internal address | issuerUrl==null // az aks update",
                "AADSTS90061 | !localIssuer !aksIssuer !privateKeys | One of: the cluster is private // the issuer's certificate | curl",
                "AADSTS90061 | !localIssuer aksIssuer !privateKeys | One of: the cluster is private // the issuer's certificate // the document is missing | curl",
                "AADSTS90002 | swapped | Most likely: AZURE_CLIENT_ID and AZURE_TENANT_ID are swapped | kubectl get serviceaccount // kubectl annotate",
                "AADSTS90002 | !swapped | One of: AZURE_TENANT_ID, or the annotation // AZURE_AUTHORITY_HOST | kubectl annotate",
                "AADSTS90002 | | One of: AZURE_TENANT_ID, or the annotation // AZURE_CLIENT_ID and AZURE_TENANT_ID are swapped // AZURE_AUTHORITY_HOST | kubectl annotate",
                "AADSTS70011 | rightScope | Most likely: <resource> is not a resource but an address | grep",
                "AADSTS70011 | !rightScope | Usually: the resource is misspelt | az ad sp list",
                "AADSTS1002012 | rightScope | Most likely: the scope is <rightScope> | grep",
                "AADSTS1002012 | !rightScope | One of: the scope is a permission // the scope was encoded twice | az ad sp list",
                "AADSTS500011 | rightScope | Most likely: <resource> is not a resource but an address | grep",
                "AADSTS500011 | !rightScope | One of: the resource is misspelt // the API was never consented to | az ad sp list",
                "error invalid_resource | rightScope | Most likely: <resource> is not a resource but an address | grep",
                "error invalid_resource | !rightScope | Usually: the resource is misspelt | az ad sp list",
                "status 403 | | Usually: login.microsoftonline.com is not allowed | openssl",
                "local client-id-missing | !defaultAccount | One of: the service account has no annotation // the annotation was added after | kubectl get serviceaccount",
                "local client-id-missing | | One of: the service account has no annotation // the annotation was added after // spec.serviceAccountName is missing | kubectl get serviceaccount",
                "local client-id-wrong | outside | Usually: quotation marks | kubectl get serviceaccount // kubectl annotate",
                "local tenant-wrong | outside | Usually: something other than the tenant's id | kubectl get serviceaccount",
                "local tenant-mismatch | outside | One of: the address of the service // the service is meant to be // AZURE_TENANT_ID is not the identity's | az account list",
                "local dns | noDnsAnswer !noSuchName knownName !outside | Most likely: no DNS server gives an answer ('Temporary failure in name resolution'): a network policy | k8s-app=kube-dns",
                "local dns | !noSuchName outside !knownName !clusterDns | Most likely: the cluster's DNS does not respond | k8s-app=kube-dns",
                "local dns | !noSuchName outside knownName | Usually: a network policy | getent hosts",
                "local api-token | | Usually: AZURE_FEDERATED_TOKEN_FILE was set manually | AZURE_FEDERATED_TOKEN_FILE-",
                "local client-id-wrong | rightClient=8b1f outside | Most likely: AZURE_CLIENT_ID has quotation marks or white space around the id: set it to 8b1f | kubectl get serviceaccount // kubectl annotate",
                "local tenant-wrong | rightTenant=72f9 outside | Most likely: AZURE_TENANT_ID has quotation marks or white space around the id: set it to 72f9 | kubectl get serviceaccount",
                "local tenant-mismatch | !swapped tenantTypo outside rightTenant=72f9 | Most likely: AZURE_TENANT_ID is mistyped: it differs from the service's tenant in few characters: set it to 72f9 | az account list",
                "local client-id-wrong | | Usually: quotation marks | kubectl get serviceaccount // kubectl annotate",
                "local tenant-wrong | !reference rightTenant !sharedTenant | Most likely: the annotation azure.workload.identity/tenant-id, AZURE_TENANT_ID in the manifest, or else | kubectl get serviceaccount // kubectl annotate",
                "local tenant-wrong | !reference sharedTenant | Most likely: '<given>' stands for any tenant | kubectl get serviceaccount // kubectl annotate",
                "local tenant-wrong | | Usually: something other than the tenant's id | kubectl get serviceaccount",
                "local tenant-mismatch | clusterAgrees !swapped !tenantTypo !clusterTenant | Most likely: AZURE_TENANT_ID is wrong: the service and the issuer | kubectl get serviceaccount // kubectl annotate",
                "local tenant-mismatch | !clusterAgrees !swapped !tenantTypo clusterTenant | One of: the address of the service // the service is meant to be | az account list",
                "local tenant-mismatch | swapped !tenantTypo | Most likely: AZURE_CLIENT_ID and AZURE_TENANT_ID are swapped | kubectl get serviceaccount // kubectl annotate",
                "local tenant-mismatch | !swapped tenantTypo | Most likely: AZURE_TENANT_ID is mistyped | kubectl get serviceaccount // kubectl annotate",
                "local tenant-mismatch | !swapped !tenantTypo | One of: the address of the service // the service is meant to be // AZURE_TENANT_ID is not the identity's | az account list",
                "local tenant-mismatch | | One of: the address of the service // the service is meant to be // AZURE_TENANT_ID is not the identity's | az account list",
                "local proxy-wrong | !proxyUser | Most likely: the scheme, host or port | PROXY",
                "local proxy-wrong | | One of: a property of the JVM // the user or password has a character // the scheme, host or port | PROXY",
                "local not-a-pod | !pipeline | Usually: this process does not run in a pod | kubectl create token",
                "local not-a-jwt | tokenAt !wrapped !base64 !otherContent !usualPath | Most likely: a whole JSON response was written | jq",
                "local not-a-jwt | !tokenAt wrapped !base64 !otherContent !usualPath | Most likely: something was written around the token | grep -aom1",
                "local not-a-jwt | !tokenAt !wrapped base64 !otherContent !usualPath | Most likely: the token was written in base64 | base64",
                "local not-a-jwt | !tokenAt !wrapped !base64 otherContent !usualPath | Most likely: AZURE_FEDERATED_TOKEN_FILE names another file | AZURE_FEDERATED_TOKEN_FILE-",
                "local not-a-jwt | | Usually: the token is incomplete | head -c",
                "local token-expired | !linked !entraEnded clockAhead !clocksAgree | Most likely: the node's clock is 10 min ahead | chronyc makestep",
                "local token-expired | !linked entraEnded clockAhead !clocksAgree | Most likely: the file is not the kubelet's link | subPath",
                "local token-expired | linked entraEnded clockBehind !clocksAgree | Most likely: the kubelet does not refresh the token | kubectl describe pod",
                "local token-expired | linked entraEnded clocksAgree !clockAhead writtenExpired | Most likely: the token had already expired when it was written | date -u; kubectl get --raw",
                "local token-expired | linked writtenExpired | One of: the kubelet does not refresh // the node's clock is wrong | date -u",
                "local token-not-renewed | !linked | Most likely: the file is mounted with subPath or was copied | subPath",
                "local token-not-renewed | linked | Usually: the kubelet cannot reach the API server | kubectl describe pod",
                "local token-expired | !linked | One of: the file is not the kubelet's link // the node's clock is wrong | subPath",
                "local token-expired | entraEnded clocksAgree | One of: the file is not the kubelet's link // the kubelet does not refresh | subPath",
                "local token-too-long | apiToken !linked | Most likely: the token in the file was requested for | kubectl create token",
                "local token-too-long | apiToken apiPath linked | Most likely: the file is the pod's default API token | AZURE_FEDERATED_TOKEN_FILE-",
                "local token-too-long | apiToken !apiPath linked | Most likely: the volume was written manually | kubectl edit",
                "local token-too-long | !apiToken !apiPath !linked | Most likely: the token in the file was requested for | kubectl create token",
                "local token-too-long | !apiToken apiPath linked | Most likely: the volume was written manually | kubectl edit",
                "local token-too-long | !apiToken linked | Most likely: the volume was written manually | kubectl edit",
                "local token-too-long | !apiToken !linked | Most likely: the token in the file was requested for | kubectl create token",
                "local token-too-long | !apiToken lifetime=48h | One of: the volume was written manually // the token in the file was requested for | serviceAccountToken",
                "local clock-skew | entraEarly clockBehind !clockAhead !clocksAgree | Usually: time synchronization | chronyc tracking",
                "local issuer-internal | !apiToken | Usually: the OIDC issuer of the cluster is not enabled | issuerUrl==null // az aks update",
                "local issuer-internal | apiToken | One of: the OIDC issuer of the cluster is not enabled // the file is the pod's default API token | issuerUrl==null // az aks update",
                "local signature-cut | linked | Most likely: the kubelet's file is incomplete | rollout restart",
                "local signature-cut | !linked | Most likely: whatever wrote the file | AZURE_FEDERATED_TOKEN_FILE-",
                "local signature-cut | | One of: the kubelet's file is incomplete // whatever wrote the file | AZURE_FEDERATED_TOKEN_FILE-",
                "local binding-token | binding | One of: Builder.identityBinding // AZURE_KUBERNETES_TOKEN_PROXY is not set | kubectl set env pod/",
                "local scope-form | !rightScope | Usually: the scope is a permission | az ad sp list",
                "local binding-ca | | Usually: the webhook has neither | volumeMounts",
                "status 407 | | One of: the proxy's address has no login // the proxy does not accept this user | PROXY",
                "local https-proxy-unset | noProxy otherProxy=HTTP_PROXY otherAddress=proxy.example:8080 | Most likely: HTTP_PROXY names proxy.example:8080 | HTTPS_PROXY=",
                "local https-proxy-unset | | - | PROXY",
                "local proxy | !socks !notSocks | One of: the proxy limits the requests // login.microsoftonline.com:443 is not on | curl",
                "local tls | storeNamed trustStore=/etc/ca.jks storeEntries=3 | One of: -Djavax.net.ssl.trustStore=/etc/ca.jks replaces // a firewall or proxy inspects TLS // the image's trust store | openssl // keytool",
                "local tls-dates | !expired strangeIssuer | Most likely: the certificate is not valid yet | date -u",
                "local tls-dates | expired !strangeIssuer | One of: the certificate was not renewed // the node's clock is wrong | openssl",
                "local tls-name | !knownName | Usually: AZURE_AUTHORITY_HOST, DNS or a proxy | openssl",
                "local tls-agreement | !plainText !oldTls !noCurves jvmLimited | Usually: no cipher or curve in common | openssl",
                "local trust-store | storeNamed !storeMissing storePassword | Most likely: the password of <trustStore> | keytool -list -keystore",
                "local trust-store | storeNamed !storeMissing !storePassword !storeMalformed !storeLocked !storeEmpty storeFilled | Most likely: <trustStore> now has <storeEntries> entries | keytool -list -keystore",
                "local trust-store | | One of: -Djavax.net.ssl.trustStore names a file // the trust store is empty | keytool -list -keystore",
                "local connection-lost | connecting !shaking !asked !toProxy | Usually: an intermediary | networkpolicy",
                "local connection-lost | !connecting !shaking asked toProxy | Most likely: it was reset after the request had been sent | curl -sv",
                "local not-a-token | !proxy knownName | Usually: an egress proxy that requires a sign-in | curl -sSi",
                "local not-a-token | !proxy !knownName | One of: an egress proxy that requires a sign-in // AZURE_AUTHORITY_HOST names a website | curl -sSi",
                "local token-file-missing | !writtenPath !newFile mounted !usualPath brokenLink=/app/..data missingTarget=..1 | Most likely: the link /app/..data leads to ..1, which does not exist: the link was copied | AZURE_FEDERATED_TOKEN_FILE-",
                "local token-file-missing | !writtenPath !newFile mounted usualPath brokenLink=/wi/..data missingTarget=..1 | Most likely: the link /wi/..data leads to ..1, which does not exist: the kubelet's volume | rollout restart",
                "local dns | toProxy !clusterDns | Most likely: the cluster's DNS does not respond | k8s-app=kube-dns",
                "local timeout | connecting otherPort !toProxy | Most likely: Entra listens on port 443 only | AZURE_AUTHORITY_HOST-",
                "local timeout | !connecting shaking !asked otherPort !toProxy | Most likely: the connection is accepted, but TLS | openssl",
                "local timeout | !connecting shaking !asked !otherPort toProxy | Most likely: the connection is accepted, but TLS | openssl",
                "local timeout | !connecting shaking !asked !otherPort !toProxy bypassed | Most likely: the connection is accepted, but TLS | openssl",
                "local timeout | !connecting shaking !asked !otherPort !toProxy privateAddress | Most likely: the connection is accepted, but TLS | openssl",
                "local timeout | !otherPort | One of: packets are dropped silently // the connection is accepted // the request was sent | networkpolicy",
                "AADSTS7000272 | !young aksIssuer | One of: the cluster's signing key was rotated // a self-managed issuer | --issuer",
                "AADSTS7000272 | !young !aksIssuer | One of: the cluster's signing key was rotated // a self-managed issuer | --issuer",
                "local key-unpublished | !young aksIssuer | Usually: the signing key was rotated | rollout restart",
                "local key-unpublished | !young !aksIssuer | Usually: the signing key was rotated | rollout restart",
                "local key-unpublished | young aksIssuer | Most likely: the token was issued <issuedAt>, minutes ago, so its key is the cluster's current one, and AKS | --issuer // az aks update",
                "error invalid_resource | resourceCloud cloudScope | Most likely: <resource> is an address in another cloud (<resourceCloud>), and tokens come from <authority>: the scope | grep",
                "error invalid_resource | resourceCloud !cloudScope | Most likely: <resource> is an address in another cloud (<resourceCloud>), and tokens come from <authority>. | grep",
                "local not-a-pod | outside !platform managedIdentity !tokenFile !pipeline !emptyFile | Most likely: this machine has a managed identity | env",
                "local other-token-expired | github otherIssuer outside !entraEnded clockAhead | Most likely: the clock of this machine is 10 min ahead | date -u",
                "local other-token-expired | github otherIssuer outside entraEnded clockAhead | Most likely: GitHub's token is valid | ACTIONS_ID_TOKEN",
                "local audience-unusual | !awsToken | Usually: the volume was written manually | serviceAccountToken",
                "local audience-unusual | | Usually: the volume was written manually | serviceAccountToken",
                "local dns-address | | - | getent",
                "local connect | !otherPort !unreachable refused loopback ipv6 !toProxy | Most likely: <peer> is this pod itself | containerStatuses",
                "local no-proxy | | - | PROXY",
                "local scope-form | rightScope !permission | Most likely: the scope is <rightScope>. | grep",
                "AADSTS90055 | | Usually: many pods | signIns",
                "local proxy | proxyForbids !proxyFails | Most likely: login.microsoftonline.com:443 is not on the proxy's list | curl",
                "local proxy | !proxyForbids proxyFails | Most likely: the proxy itself | curl",
                "status 407 | !proxyUser | Most likely: the proxy's address has no login | HTTPS_PROXY=",
                "status 407 | proxyUser | Most likely: the proxy does not accept this user | HTTPS_PROXY=",
                "local timeout | connecting !otherPort !toProxy | Most likely: packets are dropped silently | networkpolicy",
                "local timeout | connecting !otherPort toProxy | Most likely: packets to the egress proxy | networkpolicy",
                "local timeout | !connecting shaking !otherPort | Most likely: the connection is accepted, but TLS receives no response | openssl",
                "local timeout | !connecting !shaking asked | Most likely: the request was sent, but there was no response | az rest",
                "local connect | otherPort toProxy refused | Most likely: the egress proxy does not listen | kubectl set env pod/",
                "local connect | otherPort | Most likely: Entra listens on port 443 only | AZURE_AUTHORITY_HOST-",
                "local connect | otherPort loopback !toProxy refused | Most likely: Entra listens on port 443 only | AZURE_AUTHORITY_HOST-",
                "local connect | !otherPort toProxy | Most likely: the egress proxy does not listen | kubectl set env pod/",
                "local tls | strangeIssuer | Most likely: a firewall or proxy inspects TLS with its own certificate | openssl // keytool",
                "local tls | !strangeIssuer | Usually: the image's trust store is empty or very old | openssl // keytool",
                "local tls | | One of: a firewall or proxy inspects TLS with its own certificate | openssl // keytool",
                "local connection-lost | shaking | Most likely: it was reset during TLS | curl -sv",
                "local connection-lost | asked !shaking | Most likely: it was reset after the request had been sent | curl -sv",
                "local connect | !otherPort !loopback !toProxy !refused | Usually: a network policy, firewall or user-defined route | networkpolicy",
                "local tls-agreement | noCurves | Most likely: this JVM's image does not contain jdk.crypto.ec | jlink --add-modules",
                "local tls-agreement | !plainText !oldTls !noCurves | Usually: no cipher or curve in common | openssl",
                "local proxy-name | !noSuchName | Usually: its name is misspelt in HTTPS_PROXY | --list",
                "local proxy-name | noSuchName | Most likely: the DNS server answers 'Name or service not known': <dnsName> is misspelt in HTTPS_PROXY | --list",
                "local proxy-name | | Usually: its name is misspelt in HTTPS_PROXY | --list",
                "local dns | noSuchName !knownName ofResource | Most likely: the DNS server answers 'Name or service not known': the name is misspelt in --resource | getent",
                "local dns | !noSuchName !knownName ofResource !outside !noDnsAnswer | Usually: a network policy blocks port 53 | getent",
                "local client-id-wrong | swapped clientName !rightClient | Most likely: AZURE_CLIENT_ID and AZURE_TENANT_ID are swapped | kubectl get serviceaccount",
                "local no-proxy | !toProxy bypassed | Most likely: NO_PROXY excludes login.microsoftonline.com (by its entry <bypassed>) | NO_PROXY=",
                "local connect | !otherPort !bypassed unreachable | Most likely: this pod has no route to <peer> | podIPs // networkpolicy",
                "local connect | !otherPort !bypassed unreachable ipv6 | Most likely: <peer> is an IPv6 address, and this pod has no route for IPv6 | ahostsv4",
                "local dns-address | unspecified | Most likely: DNS answers <address> for login.microsoftonline.com: a DNS filter | getent",
                "local dns-address | !unspecified loopback | Most likely: <peer> is this pod itself | getent",
                "local dns-address | !unspecified !loopback privateAddress | Most likely: <peer> is a private address | getent",
                "local proxy | proxyTls | Most likely: <proxy> speaks TLS | _(PROXY",
                "local proxy-wrong | jvmProxy | Most likely: a property of the JVM takes the proxy's host | JAVA_TOOL",
                "local jvm-setting | | Usually: a system property in JAVA_TOOL_OPTIONS | JAVA_TOOL",
                "local proxy | notSocks socks | Most likely: <proxy> is named as a SOCKS proxy and does not respond as one | HTTPS_PROXY=http://",
                "local proxy | !notSocks socks | Most likely: the SOCKS proxy refuses | socks5h://",
                "local proxy | !socks proxyUnable | Most likely: the server at <proxy> responds HTTP <proxyStatus>, so it does not know CONNECT | PROXY",
                "local proxy | !socks proxyBusy | Most likely: the proxy limits the requests | http_connect",
                "status 407 | proxyOffers=Negotiate,NTLM !basicOffered proxyUser | Most likely: the proxy offers Negotiate,NTLM, and only Basic authentication is supported | HTTPS_PROXY=http://localhost:3128",
                "status 407 | proxyOffers basicOffered proxyUser | Most likely: the proxy does not accept this user | read -rs // rollout restart",
                "local connection-lost | connecting toProxy | Most likely: the egress proxy <proxy> closed the connection instead of answering CONNECT | http_connect",
                "local connection-lost | shaking toProxy | Most likely: it was reset during TLS, after the egress proxy <proxy> had opened the tunnel | openssl",
                "local tls | storeNamed !strangeIssuer | Most likely: -Djavax.net.ssl.trustStore=<trustStore> replaces | -importkeystore",
                "local tls | storeNamed strangeIssuer | Most likely: a firewall or proxy inspects TLS | openssl // keytool -importcert -noprompt -keystore \"${TRUST_STORE",
                "local tls | !storeNamed strangeIssuer | Most likely: a firewall or proxy inspects TLS | openssl // keytool -importcert -noprompt -cacerts",
                "local trust-store | storeNamed storeMissing | Most likely: -Djavax.net.ssl.trustStore names <trustStore>, which does not exist | ls -lL",
                "local trust-store | !storeNamed storeMissing | Most likely: the image does not contain the JDK's own <trustStore> | ls -lL",
                "local trust-store | !storeMissing storePassword | Most likely: the password of <trustStore> | keytool -list -keystore",
                "local trust-store | !storeMissing storeMalformed | Most likely: <trustStore> is not a store of the type | keytool -list -keystore",
                "local trust-store | !storeMissing storeLocked | Most likely: <trustStore> is a PKCS12 store | keytool -list -keystore",
                "local trust-store | !storeMissing storeEmpty | Most likely: <trustStore> has no entries | -importkeystore",
                "local tls-agreement | plainText knownName | Most likely: what responds at login.microsoftonline.com:443 speaks plain HTTP | curl -sSi",
                "local tls-agreement | plainText !knownName | Most likely: login.microsoftonline.com:443 speaks plain HTTP, not TLS: the port | curl -sSi",
                "local tls-agreement | oldTls jvmLimited | Most likely: this JVM offers <jvmProtocols> only | JAVA_TOOL_OPTIONS",
                "local tls-agreement | oldTls !jvmLimited !plainText | Most likely: a proxy or gateway that supports only TLS 1.1 | -tls1_2",
                "local tls-dates | !expired | Most likely: the certificate is not valid yet, so the node's clock is behind | date -u",
                "local tls-dates | expired strangeIssuer | Most likely: a firewall or proxy inspects TLS, and its own certificate | openssl",
                "local tls | notEntras strangeIssuer storeNamed | Most likely: login.microsoftonline.com is <address> in this pod, an address that no host of Entra has | getent",
                "local tls-name | notEntras knownName | Most likely: login.microsoftonline.com is <address> in this pod, an address that no host of Entra has | getent",
                "local tls-name | knownName | Most likely: the name is right | getent",
                "status 403 | page | Most likely: an intermediary (it sent a page of its own) responds in place of Entra | curl -sSi",
                "status 5xx | page intermediary | Most likely: a gateway (it sent a page of its own) | curl -sSi",
                "status 5xx | !intermediary | One of: an incident at Entra | az rest",
                "local not-a-token | page knownName !proxy | Most likely: something on the way responds in place of Entra | curl -sSi",
                "local not-a-token | page !knownName !proxy | Most likely: AZURE_AUTHORITY_HOST names a website | curl -sSi",
                "local binding-ca | caMissing | Most likely: AZURE_KUBERNETES_CA_FILE names <caFile>, which does not exist | volumeMounts",
                "local binding-ca | !caMissing | Most likely: <caFile> contains no usable certificate | head -n 1",
                "local proxy-wrong | proxyUser | Most likely: the user or password has a character | read -rs",
                "local token-proxy-refused | apiServer | Most likely: this looks like an answer of the Kubernetes API server | AZURE_",
                "local token-proxy-refused | !apiServer busy | Most likely: the token proxy, which AKS runs, is unavailable | identity-binding list",
                "local token-proxy-refused | !apiServer !busy | One of: Kubernetes RBAC does not let | can-i",
            })
    void theCauseFollowsFromWhatIsKnown(String entry, String known, String cause, String command) {
        assertAdvice(entry(entry).advice(known(known)), cause, command);
    }

    private static void assertAdvice(Advice advice, String cause, String command) {
        String[] causes = cause.replaceAll("^-$", "").split(" // ");
        assertThat(advice.cause()).startsWith(causes[0]);
        assertThat(advice.causes().isEmpty()).isEqualTo(causes[0].isEmpty());
        if (causes.length > 1) {
            assertThat(advice.causes()).hasSameSizeAs(causes);
            assertThat(advice.causes().subList(1, causes.length))
                    .zipSatisfy(
                            List.of(causes).subList(1, causes.length),
                            (said, begin) -> assertThat(said).startsWith(begin));
        }
        String[] commands = command.split(" // ");
        assertThat(advice.commands().get(0).line()).contains(commands[0]);
        assertThat(List.of(commands).subList(1, commands.length))
                .allSatisfy(later -> assertThat(advice.commands())
                        .anyMatch(proposed -> proposed.line().contains(later)));
        assertThat(advice.decided()).isEqualTo(cause.startsWith("Most likely"));
    }

    /** A row of the table. */
    record Row(String entry, String known, String cause, String command) {

        /** Whether the assertions hold if this were the entry. */
        boolean isTrueOf(GuideEntry entry) {
            try {
                assertAdvice(entry.advice(evidence()), cause, command);
                return true;
            } catch (AssertionError e) {
                return false;
            }
        }

        Evidence evidence() {
            return DecisionTest.known(known);
        }

        GuideEntry ofTheGuide() {
            return DecisionTest.entry(entry);
        }
    }

    /** The rows of the table. */
    static Stream<Row> rows() {
        CsvSource table = Stream.of(DecisionTest.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("theCauseFollowsFromWhatIsKnown"))
                .findFirst()
                .orElseThrow()
                .getAnnotation(CsvSource.class);
        return Stream.of(table.value())
                .map(line -> line.strip().split(" *\\| *", 4))
                .map(columns -> new Row(columns[0], columns[1], columns[2], columns[3]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"binding", "apiToken", "entraToken", "localIssuer", "awsToken", "defaultAccount"})
    void noCommandTrustsATokenThatIsNotTheOneToSend(String fact) {
        assertThat(Guide.get().entries())
                .allSatisfy(entry ->
                        assertThat(entry.advice(known(fact)).commands()).noneMatch(command -> trusts(command.line())));
    }

    @Test
    void aCredentialThatIsNewIsWaitedForAndNotMadeAgain() {
        assertThat(entry("AADSTS70021").advice(known("young")).commands()).noneMatch(command -> trusts(command.line()));
        assertThat(entry("AADSTS70021").advice(known("!young")).commands()).anyMatch(command -> trusts(command.line()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONTAINER_APP_NAME", "WEBSITE_SITE_NAME", "GITHUB_ACTIONS", "TF_BUILD", "GITLAB_CI"})
    void whereThereIsNoKubernetesNothingIsDoneWithIt(String variable) {
        Evidence known = new Platform(Map.of(variable, "orders")::get).tell(new Evidence());

        assertThat(Guide.get().entries())
                .allSatisfy(entry -> assertThat(entry.advice(known).commands())
                        .noneMatch(command -> command.line().contains("kubectl")));
        assertThat(Guide.get().unnamedFile("no-variables", known).names()).contains("local not-a-pod");
    }

    @Test
    void onADevelopersMachineThereIsNoPodToLookAt() {
        Evidence known = new Platform(Map.<String, String>of()::get).tell(new Evidence());

        assertThat(Guide.get().entries())
                .allSatisfy(entry -> assertThat(entry.advice(known).commands())
                        .noneMatch(command -> command.line().matches("(?!kubectl create token ).*kubectl .*")));
    }

    @Test
    void aPipelinesRunnerInAPodIsAPod() {
        Evidence known = new Platform(Map.of("GITHUB_ACTIONS", "true", "KUBERNETES_SERVICE_HOST", "10.0.0.1")::get)
                .tell(new Evidence());

        assertThat(Guide.get().unnamedFile("no-variables", known).names()).contains("local no-variables");
        assertThat(entry("local no-variables").advice(known).commands())
                .anyMatch(command -> command.line().startsWith("kubectl patch"));
    }

    @Test
    void whatIsRuledOutIsNotNamed() {
        Advice advice = entry("AADSTS700024").advice(known("!entraEarly clocksAgree !clockAhead !clockBehind"));

        assertThat(advice.causes()).noneMatch(cause -> cause.contains("clock"));
    }

    @Test
    void whoOpensTheTlsOfAHostOfEntraIsKnownByItsIssuer() {
        HeldCertificate shown = new HeldCertificate.Builder()
                .commonName("login.microsoftonline.com")
                .signedBy(new HeldCertificate.Builder()
                        .commonName("Contoso Inspection CA")
                        .certificateAuthority(0)
                        .build())
                .build();
        CertificateException refused = new CertificateException("unable to find valid certification path");
        refused.addSuppressed(new NetworkFault.Shown(shown.certificate()));
        NetworkFault fault = NetworkFault.of(new SSLHandshakeException("x").initCause(refused));

        assertThat(entry("local tls")
                        .advice(new NetworkEvidence(fault)
                                .tell(new Evidence().putAuthority(URI.create("https://login.microsoftonline.com"))))
                        .means())
                .contains("is issued by CN=Contoso Inspection CA");
        assertThat(tls("https://login.microsoftonline.com", fault))
                .startsWith("Most likely: a firewall or proxy inspects TLS with its own certificate");
        assertThat(tls("https://login.example.com", fault)).startsWith("One of: a firewall or proxy");
    }

    @Test
    void aRefusalAtOnceByAPublicAddressIsAnotherThanOneByAProxyOrThisPod() throws Exception {
        assertThat(refused("20.190.160.14", null))
                .startsWith("One of: a mesh's sidecar that is not ready yet rejects it");
        assertThat(refused("127.0.0.1", null))
                .startsWith("Most likely: login.microsoftonline.com:443 (127.0.0.1) is this");
        assertThat(refused("20.190.160.14", new Proxy(Proxy.Type.HTTP, new InetSocketAddress("20.190.160.14", 3128))))
                .startsWith("Most likely: the egress proxy does not listen");
    }

    @Test
    void anAddressThatNoHostOfEntraHasIsTheNamesFault() throws Exception {
        for (String address : List.of("0.0.0.0", "::", "127.0.0.1", "::1", "10.0.0.4", "192.168.1.1", "fd00::1")) {
            for (IOException fault : faults()) {
                Advice advice = advice(fault, address, null, new Evidence());

                assertThat(advice.entry().names()).as(address).contains("local dns-address");
                assertThat(advice.means()).contains("login.microsoftonline.com is ");
                assertThat(advice.decided()).isTrue();
                assertThat(advice.commands())
                        .noneMatch(command -> command.line().contains("patch"));
            }
        }
        for (IOException fault : faults()) {
            assertThat(advice(fault, "20.190.160.14", null, new Evidence())
                            .entry()
                            .names())
                    .doesNotContain("local dns-address");
        }
        assertThat(refused("0.0.0.0", null))
                .startsWith("Most likely: DNS answers 0.0.0.0 for login.microsoftonline.com");
    }

    private static List<IOException> faults() {
        return List.of(new ConnectException("Connection refused"), new SocketTimeoutException("connect timed out"));
    }

    @Test
    void noProxyIsNamedHoweverTheDirectWayFails() throws Exception {
        for (IOException fault : List.of(
                new ConnectException("Connection refused"),
                new SocketTimeoutException("connect timed out"),
                new UnknownHostException("login.microsoftonline.com: Name or service not known"))) {
            Evidence known = new Evidence().putBypass("*", "");

            assertThat(advice(fault, "20.190.160.14", null, known).cause())
                    .startsWith("Most likely: NO_PROXY excludes login.microsoftonline.com (by its entry *)");
        }
    }

    @Test
    void theEntryOfNoProxyThatCoversTheHostIsNamedAndLeftOut() throws Exception {
        Advice advice = advice(
                new SocketTimeoutException("connect timed out"),
                "20.190.160.14",
                null,
                new Evidence().putBypass(".microsoftonline.com", "10.0.0.0/8,.svc"));

        assertThat(advice.cause()).contains("(by its entry .microsoftonline.com)");
        assertThat(advice.commands().get(0).line()).endsWith(" NO_PROXY='10.0.0.0/8,.svc'");
        assertThat(advice.commands()).noneMatch(command -> command.line().contains("NO_PROXY-"));
        assertThat(advice(
                                new SocketTimeoutException("connect timed out"),
                                "20.190.160.14",
                                null,
                                new Evidence().putBypass("*", ""))
                        .commands()
                        .get(0)
                        .line())
                .endsWith(" NO_PROXY- no_proxy-");
    }

    @Test
    void whatEndsAConnectionDuringTlsIsNamedAsItWas() throws Exception {
        assertThat(ended(new SocketException("Connection reset"))).startsWith("Most likely: it was reset during TLS");
        assertThat(ended(new EOFException("SSL peer shut down incorrectly")))
                .startsWith("Most likely: it was closed during TLS");
    }

    private static String ended(IOException fault) {
        fault.addSuppressed(new NetworkFault.Reached(
                NetworkFault.Step.TLS, InetSocketAddress.createUnresolved("login.microsoftonline.com", 443), null));
        return entry("local connection-lost")
                .advice(new NetworkEvidence(NetworkFault.of(fault))
                        .tell(new Evidence().putAuthority(URI.create("https://login.microsoftonline.com"))))
                .cause();
    }

    private static String refused(String address, @Nullable Proxy proxy) throws Exception {
        return advice(new ConnectException("Connection refused"), address, proxy, new Evidence())
                .cause();
    }

    @Test
    void aNamedTrustStoreThatDoesNotExistLeavesTheJdksOwn() {
        assertThat(entry("local trust-store")
                        .advice(known("storeMissing storeNamed"))
                        .means())
                .contains("trusts the JDK's own certificate authorities");
        assertThat(entry("local trust-store")
                        .advice(known("storeMissing !storeNamed"))
                        .means())
                .endsWith("so it trusts none.");
    }

    @Test
    void aNameThatIsNotResolvedInTimeIsTheDnsServersFault() throws Exception {
        Evidence known = new Evidence().putProxy(Optional.empty(), false);
        IOException late = new SocketTimeoutException("timeout");
        late.addSuppressed(new NetworkFault.Reached(NetworkFault.Step.NAME, null, null));
        NetworkFault fault = NetworkFault.of(late);
        new NetworkEvidence(fault).tell(known.putAuthority(URI.create("https://login.microsoftonline.com")));

        Advice advice = Guide.get().network(fault, known).advice(known);

        assertThat(advice.means()).startsWith("The name login.microsoftonline.com");
        assertThat(advice.cause()).startsWith("Most likely: no DNS server gives an answer ('timed out')");
        assertThat(advice.commands().get(0).line()).contains("k8s-app=kube-dns");
    }

    @Test
    void aProxyForHttpAloneIsNamedWhereTheDirectWayFails() throws Exception {
        for (IOException fault : List.of(
                new ConnectException("Connection refused"),
                new SocketTimeoutException("connect timed out"),
                new UnknownHostException("login.microsoftonline.com: Name or service not known"))) {
            Advice advice = advice(
                    fault,
                    "20.190.160.14",
                    null,
                    new Evidence()
                            .putProxy(Optional.empty(), false)
                            .put("otherProxy", "HTTP_PROXY")
                            .put("otherAddress", "proxy.example:8080"));

            assertThat(advice.means()).startsWith("login.microsoftonline.com was asked directly");
            assertThat(advice.cause())
                    .startsWith("Most likely: HTTP_PROXY names proxy.example:8080, but HTTPS_PROXY is not set");
            assertThat(advice.commands().get(0).line()).contains("HTTPS_PROXY=http://'proxy.example:8080'");
        }
    }

    private static Advice advice(IOException fault, String address, @Nullable Proxy proxy, Evidence known)
            throws Exception {
        fault.addSuppressed(new NetworkFault.Reached(
                fault instanceof UnknownHostException ? NetworkFault.Step.NAME : NetworkFault.Step.CONNECT,
                new InetSocketAddress(
                        InetAddress.getByAddress(
                                "login.microsoftonline.com",
                                InetAddress.getByName(address).getAddress()),
                        443),
                proxy));
        NetworkFault read = NetworkFault.of(fault);
        new NetworkEvidence(read).tell(known.putAuthority(URI.create("https://login.microsoftonline.com")));
        return Guide.get().network(read, known).advice(known);
    }

    private static String tls(String authority, NetworkFault fault) {
        return entry("local tls")
                .advice(new NetworkEvidence(fault).tell(new Evidence().putAuthority(URI.create(authority))))
                .cause();
    }

    private static boolean trusts(String command) {
        return command.matches(".*federated-credential (create|update) .*") && !command.contains("ISSUER");
    }

    private static GuideEntry entry(String name) {
        return Guide.get().entries().stream()
                .filter(entry -> entry.names().contains(name))
                .findFirst()
                .orElseThrow();
    }

    private static Evidence known(String facts) {
        Evidence known = new Evidence()
                .put("authorityHost", "login.microsoftonline.com")
                .put("authorityPort", 443)
                .put("ended", "reset")
                .put("clockOff", String.valueOf(facts).matches(".*(?<!!)clock(Ahead|Behind).*") ? "10 min" : null)
                .put("issuer", "https://issuer.example/")
                .put("subject", "system:serviceaccount:shop:orders");
        for (String fact : facts == null || facts.isEmpty() ? List.<String>of() : List.of(facts.split(" "))) {
            String[] value = fact.split("=", 2);
            if (value.length > 1) {
                known.put(value[0], value[1]);
            } else {
                known.fact(fact.replace("!", ""), !fact.startsWith("!"));
            }
        }
        return known;
    }
}
