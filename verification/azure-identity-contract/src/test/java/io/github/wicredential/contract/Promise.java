package io.github.wicredential.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A promise of the contract: a method without result that takes a {@link Stage} and throws if the promise is broken. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Promise {

    /** The promise in one sentence, unique. */
    String value();

    /** Whether azure-identity keeps it by chance only, depending on how threads meet; it does not count there then. */
    boolean byChanceInAzureIdentity() default false;
}
