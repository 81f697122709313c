package io.github.wicredential.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs the application context of a Spring test, such as one with {@code @SpringBootTest}, as if it were in a pod, with
 * a cluster and an Entra that trust each other.
 *
 * <p>The context's environment contains the variables that the webhook would inject, and
 * {@code azure.workload-identity.*} with the same values, so that settings of a real cluster do not interfere.
 * {@link LocalCluster}, {@link LocalEntra} and {@link LocalApplication} are beans that can be injected into the test.
 * They belong to the context: tests that share a context through Spring's context cache also share these beans, and
 * they are closed with it.
 *
 * <p>Runs with Spring Framework 6.2 and 7. Code that reads the environment before there is a context, such as Key
 * Vault's property source, runs too early to use this.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LocalPod {}
