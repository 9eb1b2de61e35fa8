/** The counterparts of the lessons' servers, each as its documentation recommends. */
package tcplessons.docs.bench.peers;
