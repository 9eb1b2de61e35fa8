package tcplessons.binary;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** For tests that compare the text of an error that comes from the operating system. */
@Target(METHOD)
@Retention(RUNTIME)
@EnabledOnOs(value = OS.LINUX, disabledReason = "the test compares the text of an error of Linux")
@interface LinuxErrorText {}
