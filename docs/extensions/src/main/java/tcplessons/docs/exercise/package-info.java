/** The exercises on the pages: their texts are those that the grader prints. */
package tcplessons.docs.exercise;
