/**
 * Provokes every error message of the page about failures: each program makes the call that the
 * page names, under the condition that the page describes. What it reports is compared with {@code
 * docs/runs/failures.json}.
 */
package tcplessons.docs.failures;
