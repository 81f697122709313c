import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.util.zip.ZipFile
import org.apache.maven.RepositoryUtils
import org.apache.maven.model.io.xpp3.MavenXpp3Reader
import org.apache.maven.project.DefaultProjectBuildingRequest
import org.apache.maven.project.ProjectBuilder
import org.cyclonedx.util.LicenseResolver
import org.eclipse.aether.RepositorySystem
import org.eclipse.aether.collection.CollectRequest

// Completes a module's bill of materials, written by CycloneDX: it names what an application gets that declares the
// module and nothing else, at the versions that it gets, and what is relocated in thirdparty.

def file = new File(project.build.directory, 'bom.json')
def bom = new JsonSlurper().parse(file)
def purl = { group, name, version -> "pkg:maven/$group/$name@$version?type=jar".toString() }

if (project.artifactId == 'wi-credential-thirdparty-relocation') {
    // What is relocated, and what that was made of when its own makers relocated it.
    def relocated = project.build.plugins
            .find { it.artifactId == 'maven-shade-plugin' }
            .executions[0].configuration.getChild('artifactSet').getChild('includes').children*.value
    def isInside = { group, name -> "$group:*".toString() in relocated || "$group:$name".toString() in relocated }
    bom.components = bom.components.findAll { isInside(it.group, it.name) }
    project.artifacts.findAll { isInside(it.groupId, it.artifactId) }.sort().each { artifact ->
        new ZipFile(artifact.file).withCloseable { jar ->
            jar.entries().findAll { it.name ==~ 'META-INF/maven/.+/pom.properties' }.sort { it.name }.each { entry ->
                def own = new Properties()
                own.load(jar.getInputStream(entry))
                if (own.artifactId != artifact.artifactId) {
                    bom.components << [type: 'library', group: own.groupId, name: own.artifactId, version: own.version,
                            licenses: [[license: [id: 'Apache-2.0']]], purl: purl(own.groupId, own.artifactId, own.version)]
                }
            }
        }
    }
    bom.components.each {
        it['bom-ref'] = "wi-credential-thirdparty/$it.purl".toString()
        it.properties = [[name: 'io.github.wicredential:inside', value: 'wi-credential-thirdparty']]
    }
} else {
    def published = new File(project.basedir, '.flattened-pom.xml').withReader { new MavenXpp3Reader().read(it) }
    def declared = published.dependencies.findAll { !it.optional }.collect {
        RepositoryUtils.toDependency(it, session.repositorySession.artifactTypeRegistry)
    }
    def tree = session.container.lookup(RepositorySystem).collectDependencies(session.repositorySession,
            new CollectRequest(declared, [], project.remoteProjectRepositories)).root
    def projects = session.container.lookup(ProjectBuilder)
    def licences = { artifact ->
        projects.build(RepositoryUtils.toArtifact(artifact), new DefaultProjectBuildingRequest(session.projectBuildingRequest))
                .project.licenses.collect {
                    def known = LicenseResolver.resolve(it.name, false)?.licenses?.first()
                    [license: known?.id ? [id: known.id] : [name: it.name]]
                }
    }
    def described = bom.components.collectEntries { ["$it.group:$it.name".toString(), it] }
    def components = [:]
    def dependencies = [:]
    def own = bom.metadata.component['bom-ref']
    def walk
    walk = { node ->
        def artifact = node.artifact
        def ref = purl(artifact.groupId, artifact.artifactId, artifact.version)
        if (!dependencies.containsKey(ref)) {
            def found = described["$artifact.groupId:$artifact.artifactId".toString()] ?:
                    [type: 'library', group: artifact.groupId, name: artifact.artifactId]
            if (found.version != artifact.version) {
                // Described as this build has it, at another version.
                found -= found.subMap('hashes', 'externalReferences')
                found += [licenses: licences(artifact)]
            }
            components[ref] = found + [version: artifact.version, purl: ref, 'bom-ref': ref, scope: 'required']
            dependencies[ref] = [] as Set
        }
        dependencies[ref] += node.children.collect(walk)
        ref
    }
    dependencies[own] = tree.children.collect(walk)
    def thirdparty = dependencies.keySet().find { it.contains('/wi-credential-thirdparty@') }
    if (thirdparty != null) {
        new JsonSlurper().parse(new File(project.properties['relocation'], 'target/bom.json')).components.each {
            components[it['bom-ref']] = it
            dependencies[thirdparty] << it['bom-ref']
            dependencies[it['bom-ref']] = []
        }
    }
    bom.components = components.values()
    bom.dependencies = dependencies.collect { ref, on -> [ref: ref, dependsOn: on] }
}
file.setText(JsonOutput.prettyPrint(JsonOutput.toJson(bom)) + '\n', 'UTF-8')
